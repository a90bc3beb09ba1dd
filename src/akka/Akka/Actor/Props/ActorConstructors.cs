using System.Collections.Concurrent;
using System.Linq.Expressions;
using System.Reflection;

namespace Akka.Actor;

/// <summary>Finds and calls constructors; what reflection finds is kept per type.</summary>
internal static class ActorConstructors
{
    private static readonly ConcurrentDictionary<ConstructorInfo, ConstructorInvoker> Invokers =
        new();
    private static readonly ConcurrentDictionary<Type, ConstructorInfo[]> ByType = new();

    public static ConstructorInvoker Invoker(ConstructorInfo constructor) =>
        Invokers.GetOrAdd(constructor, static c => ConstructorInvoker.Create(c));

    /// <summary>The one constructor that takes these arguments; the most special one where several do.</summary>
    public static ConstructorInfo Find(Type type, object?[] arguments)
    {
        var constructors = ByType.GetOrAdd(
            type,
            static t =>
                t.GetConstructors(
                    BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic
                )
        );
        ConstructorInfo? best = null;
        foreach (var candidate in constructors)
        {
            if (
                Accepts(candidate.GetParameters(), arguments)
                && (best is null || IsMoreSpecial(candidate, best))
            )
                best = candidate;
        }

        return best
            ?? throw new MissingMethodException(
                $"{type} has no constructor for ({string.Join(", ", arguments.Select(a => a?.GetType().Name ?? "null"))})."
            );
    }

    /// <summary>Optional parameters that are not given take their defaults.</summary>
    public static object?[] Complete(ConstructorInfo constructor, object?[] arguments)
    {
        var parameters = constructor.GetParameters();
        if (parameters.Length == arguments.Length)
            return arguments;
        var complete = new object?[parameters.Length];
        arguments.CopyTo(complete, 0);
        for (var i = arguments.Length; i < complete.Length; i++)
            complete[i] = parameters[i].DefaultValue;
        return complete;
    }

    /// <summary>Evaluates the argument of a <c>new</c> expression, without compiling where it can.</summary>
    public static object? Evaluate(Expression expression)
    {
        switch (expression)
        {
            case ConstantExpression constant:
                return constant.Value;
            case MemberExpression { Member: FieldInfo field } member:
                return field.GetValue(
                    member.Expression is null ? null : Evaluate(member.Expression)
                );
            case MemberExpression { Member: PropertyInfo property } member:
                return property.GetValue(
                    member.Expression is null ? null : Evaluate(member.Expression),
                    BindingFlags.DoNotWrapExceptions,
                    null,
                    null,
                    null
                );
            case UnaryExpression { NodeType: ExpressionType.Convert, Method: null } convert
                when convert.Type.IsAssignableFrom(convert.Operand.Type):
                return Evaluate(convert.Operand);
            default:
                return Expression
                    .Lambda<Func<object?>>(Expression.Convert(expression, typeof(object)))
                    .Compile(preferInterpretation: true)();
        }
    }

    private static bool Accepts(ParameterInfo[] parameters, object?[] arguments)
    {
        if (parameters.Length < arguments.Length)
            return false;
        for (var i = 0; i < parameters.Length; i++)
        {
            var type = parameters[i].ParameterType;
            if (i >= arguments.Length)
            {
                if (!parameters[i].HasDefaultValue)
                    return false;
            }
            else if (arguments[i] is { } argument)
            {
                if (!type.IsInstanceOfType(argument))
                    return false;
            }
            else if (type.IsValueType && Nullable.GetUnderlyingType(type) is null)
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsMoreSpecial(ConstructorInfo candidate, ConstructorInfo best)
    {
        var left = candidate.GetParameters();
        var right = best.GetParameters();
        if (left.Length != right.Length)
            return left.Length < right.Length;
        for (var i = 0; i < left.Length; i++)
        {
            if (!right[i].ParameterType.IsAssignableFrom(left[i].ParameterType))
                return false;
        }

        return true;
    }
}
