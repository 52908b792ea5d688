using System.Collections;
using System.Reflection;

namespace Collector.Daemon.Tests.Secrets;

/// <summary>Goes from an object to all that its properties lead to, as far as these are ours, or collections.</summary>
internal sealed class ObjectWalk
{
    private const int Most = 5_000_000;

    private readonly HashSet<object> _seen = new(ReferenceEqualityComparer.Instance);
    private readonly Queue<object> _next = new();

    /// <summary>Each once.</summary>
    public IReadOnlyCollection<object> Objects => _seen;

    public void Visit(object root)
    {
        Add(root);
        while (_next.TryDequeue(out var one))
        {
            if (one is IDictionary entries) foreach (var value in entries.Values) Add(value);
            else if (one is IEnumerable items) foreach (var item in items) Add(item);
            if (IsOurs(one.GetType()) && !one.GetType().IsValueType) foreach (var property in one.GetType().GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)) Add(Read(property, one));
            else if (one.GetType() is { IsGenericType: true } pair && pair.GetGenericTypeDefinition() == typeof(KeyValuePair<,>)) Add(pair.GetProperty("Value")!.GetValue(one));
        }
    }

    private void Add(object? value)
    {
        if (value is null or string or Type or Delegate || value.GetType() is { IsPrimitive: true } or { IsEnum: true }) return;
        if (value is not (IEnumerable or Uri) && !IsOurs(value.GetType()) && !value.GetType().Name.StartsWith("KeyValuePair", StringComparison.Ordinal)) return;
        if (_seen.Add(value)) _next.Enqueue(value);
        if (_seen.Count > Most) throw new InvalidOperationException($"the walk does not end; it is among objects of {value.GetType()}");
    }

    private static bool IsOurs(Type type) => type.Namespace?.StartsWith("Collector.", StringComparison.Ordinal) == true;

    private static object? Read(PropertyInfo property, object owner)
    {
        if (property.GetIndexParameters().Length > 0 || property.PropertyType.IsByRefLike || property.PropertyType.IsPointer) return null;
        try
        {
            return property.GetValue(owner);
        }
        catch (TargetInvocationException)
        {
            return null; // what an object has at other times only
        }
    }
}
