using System.Reflection;
using BenchmarkDotNet.Attributes;

namespace Collector.Benchmarks.Gate;

/// <summary>One benchmark under a gate, prepared as BenchmarkDotNet would with the first value of each parameter, and called without it.</summary>
internal sealed class GatedBenchmark
{
    private const int Invocations = 1000;
    private const int MostAttempts = 40;
    private static readonly TimeSpan AttemptLength = TimeSpan.FromMilliseconds(250);

    private readonly object _instance;
    private readonly MethodInfo _method;
    private readonly Action _invoke;

    public GatedBenchmark(object instance, MethodInfo method)
    {
        (_instance, _method) = (instance, method);
        Limit = method.GetCustomAttribute<AllocationLimitAttribute>()?.Bytes ?? 0;
        _invoke = Delegate(method.ReturnType);
    }

    public string Name => $"{_method.DeclaringType!.Name}.{_method.Name}";

    /// <summary>Bytes that one invocation may allocate.</summary>
    public int Limit { get; }

    /// <summary>All that this assembly has under one of the gates, class by class.</summary>
    public static IEnumerable<GatedBenchmark> FindAll<TLimit>()
        where TLimit : Attribute
    {
        foreach (var type in Assembly.GetExecutingAssembly().GetTypes().OrderBy(type => type.FullName, StringComparer.Ordinal))
        {
            var methods = type.GetMethods().Where(method => method.IsDefined(typeof(TLimit))).ToArray();
            if (methods.Length == 0) continue;
            var instance = Prepare(type);
            foreach (var method in methods) yield return new GatedBenchmark(instance, method);
        }
    }

    /// <summary>What one invocation allocates on this thread in steady state: the least of several attempts, since unoptimised code comes first.</summary>
    public double Measure()
    {
        var least = double.MaxValue;
        for (var attempt = 0; attempt < MostAttempts && least > Limit; attempt++)
        {
            WarmUp();
            var before = GC.GetAllocatedBytesForCurrentThread();
            var count = 0;
            for (var began = TimeProvider.System.GetTimestamp(); count < Invocations && TimeProvider.System.GetElapsedTime(began) < AttemptLength; count++) _invoke();
            least = Math.Min(least, (GC.GetAllocatedBytesForCurrentThread() - before) / (double)count);
        }

        return least;
    }

    /// <summary>How long one invocation takes, as a multiple of its reference.</summary>
    public double Ratio(ReferenceLoop references, double planted = 1) =>
        Stretches.Ratio(_invoke, references.Of(_method.GetCustomAttribute<SpeedLimitAttribute>()!.Reference), planted);

    private static object Prepare(Type type)
    {
        var instance = Activator.CreateInstance(type)!;
        foreach (var property in type.GetProperties())
        {
            if (property.GetCustomAttribute<ParamsAttribute>() is { } values) property.SetValue(instance, values.Values[0]);
        }

        foreach (var setup in type.GetMethods().Where(method => method.IsDefined(typeof(GlobalSetupAttribute)))) setup.Invoke(instance, null);
        return instance;
    }

    private void WarmUp()
    {
        for (var began = TimeProvider.System.GetTimestamp(); TimeProvider.System.GetElapsedTime(began) < AttemptLength;) _invoke();
    }

    // A typed delegate: calling by reflection would box the result and allocate for itself.
    private Action Delegate(Type result)
    {
        if (result == typeof(void)) return _method.CreateDelegate<Action>(_instance);
        var typed = typeof(GatedBenchmark).GetMethod(nameof(Discarding), BindingFlags.NonPublic | BindingFlags.Instance)!.MakeGenericMethod(result);
        return (Action)typed.Invoke(this, null)!;
    }

    private Action Discarding<T>()
    {
        var function = _method.CreateDelegate<Func<T>>(_instance);
        return () =>
        {
            if (function() is Task { IsCompleted: false }) throw new InvalidOperationException($"{Name} went on on another thread, where it is not measured.");
        };
    }
}
