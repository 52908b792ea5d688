using System.Net;

namespace Collector.Simulator.Tests;

public class SimulatorOptionsTests
{
    [Fact]
    public void The_defaults_are_valid() => Assert.Empty(new SimulatorOptions().Validate());

    [Fact]
    public void All_mistakes_are_told_at_once()
    {
        var options = new SimulatorOptions
        {
            Devices = 0, Interfaces = -1, Port = 65_536, Loss = 1.5, WrongDigest = 2, Garbage = double.NaN, Silent = 0.6, Slow = 0.6, MaxRepetitions = 0, MaxMessageSize = 100,
            Delay = TimeSpan.FromHours(2), RebootEvery = TimeSpan.FromMilliseconds(1), GarbageKinds = [], Community = new string('x', 256),
        };
        Assert.Equal(11, options.Validate().Count);
        var error = Assert.Throws<ArgumentException>(() => SimulatedFleet.Start(options));
        Assert.All(options.Validate(), sentence => Assert.Contains(sentence, error.Message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("127.1.0.1", 1_000_000, true)]
    [InlineData("127.255.255.0", 256, true)]
    [InlineData("127.255.255.0", 257, false)]
    [InlineData("10.0.0.1", 1, false)]
    [InlineData("::1", 1, false)]
    public void Devices_live_on_loopback_only(string first, int devices, bool valid) =>
        Assert.Equal(valid, new SimulatorOptions { BaseAddress = IPAddress.Parse(first), Devices = devices }.Validate().Count == 0);
}
