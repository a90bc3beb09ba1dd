using System.Diagnostics.CodeAnalysis;
using Akka.Configuration;
using Akka.Event;
using Akka.Util.Reflection;

namespace Akka.Actor.Internal;

public partial class ActorSystemImpl
{
    public override object GetExtension(IExtensionId extensionId) =>
        TryGetExtension(extensionId.ExtensionType, out var extension) ? extension : null!;

    public override T GetExtension<T>() =>
        TryGetExtension<T>(out var extension) ? extension : null!;

    public override bool HasExtension(Type type) =>
        typeof(IExtension).IsAssignableFrom(type) && _extensions.ContainsKey(type);

    public override bool HasExtension<T>() => _extensions.ContainsKey(typeof(T));

    public override bool TryGetExtension(
        Type extensionType,
        [NotNullWhen(true)] out object extension
    )
    {
        if (_extensions.TryGetValue(extensionType, out var made))
        {
            extension = made.Value;
            return true;
        }

        extension = null!;
        return false;
    }

    public override bool TryGetExtension<T>([NotNullWhen(true)] out T extension)
    {
        if (_extensions.TryGetValue(typeof(T), out var made))
        {
            extension = (T)made.Value;
            return true;
        }

        extension = null!;
        return false;
    }

    public override object RegisterExtension(IExtensionId extension)
    {
        if (extension is null)
            return null!;
        var made = _extensions.GetOrAdd(
            extension.ExtensionType,
            static (_, key) => new Lazy<object>(() => key.Extension.CreateExtension(key.System)),
            (Extension: extension, System: this)
        );
        try
        {
            return made.Value;
        }
        catch
        {
            // A later try may do better.
            _extensions.TryRemove(
                new KeyValuePair<Type, Lazy<object>>(extension.ExtensionType, made)
            );
            throw;
        }
    }

    private void LoadExtensions()
    {
        foreach (var name in _settings.Config.GetStringList("akka.extensions", []))
        {
            var type = TypeCache.Find(name);
            if (type is null || !typeof(IExtensionId).IsAssignableFrom(type))
            {
                _log.Error("[{0}] is not an 'ExtensionId', skipping...", name);
                continue;
            }

            RegisterExtension((IExtensionId)Activator.CreateInstance(type)!);
        }
    }
}
