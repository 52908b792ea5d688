namespace Collector.Fuzz;

/// <summary>Runs one target for a time, watches that no input takes for ever, and keeps what was found.</summary>
internal static class FuzzCommand
{
    /// <summary>A thousand times what the slowest good input takes.</summary>
    private static readonly TimeSpan LongestRead = TimeSpan.FromSeconds(20);

    public static int Run(FuzzTarget target, FuzzOptions options)
    {
        if (options.Input is { } file) return Report(target, new FuzzRun(target, 0).Read(File.ReadAllBytes(file.FullName)), options);
        var run = new FuzzRun(target, options.Seed ?? Random.Shared.Next());
        Console.WriteLine($"{target.Name}: seed {run.Seed}");
        var time = TimeProvider.System;
        var started = time.GetTimestamp();
        var reading = Task.Run(() => run.Run(one => one.Inputs == 0 || time.GetElapsedTime(started) < options.For));
        var (seed, since) = (run.Seed, time.GetTimestamp());
        while (!reading.Wait(TimeSpan.FromSeconds(1)))
        {
            if (run.Seed != seed) (seed, since) = (run.Seed, time.GetTimestamp());
            else if (time.GetElapsedTime(since) > LongestRead) return Report(target, run.Stuck(), options);
        }

        Console.WriteLine($"{target.Name}: {run.Inputs} inputs");
        return Report(target, reading.Result, options);
    }

    private static int Report(FuzzTarget target, Finding? finding, FuzzOptions options)
    {
        if (finding is null) return 0;
        var path = options.Input?.FullName ?? Path.Combine(options.Save.FullName, $"{target.Name}-{finding.Seed}.input");
        if (options.Input is null) File.WriteAllBytes(path, finding.Input);
        Console.WriteLine($"{target.Name}: {finding.What}");
        Console.WriteLine($"Again: {target.Name} --input {path}");
        return 1;
    }
}
