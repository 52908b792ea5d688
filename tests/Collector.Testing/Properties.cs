using System.Globalization;
using FsCheck;
using FsCheck.Fluent;

namespace Collector.Testing;

/// <summary>Checks properties with the same values in each run, so that a change makes a test fail and luck does not.</summary>
/// <remarks>The environment variable <c>COLLECTOR_TEST_SEED</c>, a number, draws other values: for who goes looking.</remarks>
public static class Properties
{
    /// <summary>Where FsCheck begins to draw.</summary>
    public static Rnd Seed { get; } = new(ulong.TryParse(Environment.GetEnvironmentVariable("COLLECTOR_TEST_SEED"), CultureInfo.InvariantCulture, out var seed) ? seed : 20_261_122, 1);

    /// <param name="tests">How many values are tried.</param>
    /// <param name="size">How large the last one may be.</param>
    public static Config Config(int tests = 100, int size = 100) =>
        FsCheck.Config.QuickThrowOnFailure.WithMaxTest(tests).WithEndSize(size).WithReplay(Seed.Seed, Seed.Gamma);

    /// <summary>Fails the test with the smallest value that it finds the property not to hold for.</summary>
    public static void AlwaysHolds(this Property property, int tests = 100, int size = 100) => Check.One(Config(tests, size), property);
}
