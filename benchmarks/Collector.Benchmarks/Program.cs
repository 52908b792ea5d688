using System.Globalization;
using System.Reflection;
using BenchmarkDotNet.Running;
using Collector.Benchmarks.Gate;

switch (args)
{
    case ["gate"]: return AllocationGate.Run(Console.Out);
    case ["speed"]: return SpeedGate.Run(Console.Out);
    case ["speed", "renew", var path]: return SpeedGate.Renew(path, Console.Out);
    case ["speed", "planted", var slowdown]: return SpeedGate.Run(Console.Out, double.Parse(slowdown, CultureInfo.InvariantCulture));
}

BenchmarkSwitcher.FromAssembly(Assembly.GetExecutingAssembly()).Run(args);
return 0;
