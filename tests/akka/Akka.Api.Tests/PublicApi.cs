using System.Reflection;

namespace Akka.Api.Tests;

/// <summary>What an assembly lets other assemblies see, one line a type and one a member.</summary>
internal static class PublicApi
{
    private const BindingFlags Declared =
        BindingFlags.Public
        | BindingFlags.NonPublic
        | BindingFlags.Instance
        | BindingFlags.Static
        | BindingFlags.DeclaredOnly;

    internal static IEnumerable<TypeLine> TypesOf(Assembly assembly) =>
        assembly.GetTypes().Where(IsVisible).Select(TypeLine.Of);

    internal static IEnumerable<string> MembersOf(Assembly assembly) =>
        assembly.GetTypes().Where(IsVisible).SelectMany(MembersOf);

    private static IEnumerable<string> MembersOf(Type type)
    {
        var owner = TypeName.Of(type);
        var constructors = type.GetConstructors(Declared)
            .Where(c => !c.IsStatic && IsVisible(c) && !IsDelegate(type))
            .Select(c => $"  {owner}..ctor({Parameters(c)})");
        var methods = type.GetMethods(Declared)
            .Where(m => IsVisible(m) && !IsAccessorOfEvent(m) && !IsOverride(m))
            .Where(m =>
                !IsDelegate(type) || string.Equals(m.Name, "Invoke", StringComparison.Ordinal)
            )
            .Select(m => Method(owner, m));
        var fields = type.GetFields(Declared)
            .Where(f => (f.IsPublic || f.IsFamily || f.IsFamilyOrAssembly) && !f.IsSpecialName)
            .Select(f => $"{Static(f.IsStatic)}{owner}.{f.Name} : {TypeName.Of(f.FieldType)}");
        var events = type.GetEvents(Declared)
            .Where(e => IsVisible(e.AddMethod!))
            .Select(e =>
                $"{Static(e.AddMethod!.IsStatic)}{owner}.{e.Name} : event {TypeName.Of(e.EventHandlerType!)}"
            );
        return constructors.Concat(methods).Concat(fields).Concat(events);
    }

    private static string Method(string owner, MethodInfo method)
    {
        var generics = method.IsGenericMethodDefinition
            ? $"<{string.Join(", ", method.GetGenericArguments().Select(a => a.Name))}>"
            : "";
        return $"{Static(method.IsStatic)}{owner}.{method.Name}{generics}({Parameters(method)})"
            + $" -> {TypeName.Of(method.ReturnType)}";
    }

    private static string Static(bool isStatic) => isStatic ? "  static " : "  ";

    private static string Parameters(MethodBase method) =>
        string.Join(", ", method.GetParameters().Select(Parameter));

    private static string Parameter(ParameterInfo parameter)
    {
        var type = parameter.ParameterType;
        var text = type.IsByRef
            ? $"{Direction(parameter)} {TypeName.Of(type.GetElementType()!)}"
            : TypeName.Of(type);
        return parameter.IsOptional ? $"{text} = {parameter.Name}" : text;
    }

    /// <summary>
    /// The listing writes <c>ref</c> and <c>out</c>; a parameter that is <c>in</c> stands nowhere in it,
    /// and a caller that says <c>ref</c> to it does not build.
    /// </summary>
    private static string Direction(ParameterInfo parameter) =>
        parameter.IsOut ? "out"
        : parameter.IsIn ? "in"
        : "ref";

    private static bool IsDelegate(Type type) => type.IsSubclassOf(typeof(Delegate));

    private static bool IsAccessorOfEvent(MethodInfo method) =>
        method.IsSpecialName
        && (
            method.Name.StartsWith("add_", StringComparison.Ordinal)
            || method.Name.StartsWith("remove_", StringComparison.Ordinal)
        );

    /// <summary>An override adds nothing that a program could call: its base is listed itself.</summary>
    private static bool IsOverride(MethodInfo method) =>
        method.GetBaseDefinition().DeclaringType != method.DeclaringType;

    private static bool IsVisible(MethodBase method) =>
        method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static bool IsVisible(Type type) =>
        type.IsNested
            ? (type.IsNestedPublic || type.IsNestedFamily || type.IsNestedFamORAssem)
                && IsVisible(type.DeclaringType!)
            : type.IsPublic;
}
