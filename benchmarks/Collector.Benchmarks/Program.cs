using System.Reflection;
using BenchmarkDotNet.Running;
using Collector.Benchmarks.Gate;

if (args is ["gate"]) return AllocationGate.Run(Console.Out);
BenchmarkSwitcher.FromAssembly(Assembly.GetExecutingAssembly()).Run(args);
return 0;
