using Collector.Pipeline.Configuration;
using Collector.Snmp.Modules;
using Collector.Snmp.Security.Usm;
using Collector.Testing;

namespace Collector.Snmp.Tests.Security.Usm;

public sealed class KeyStoreTests
{
    [Fact]
    public async Task A_request_that_fails_is_logged_and_the_next_one_gets_its_keys()
    {
        var log = new RecordingLogger<KeyStore>();
        using var keys = new KeyStore(workers: 1, log);
        var derived = new TaskCompletionSource<LocalizedKeys>(TaskCreationOptions.RunContinuationsAsynchronously);
        var user = new UsmUser { Name = "noc", Level = SnmpSecurityLevel.AuthNoPriv, AuthProtocol = SnmpAuthProtocol.Sha, Password = Secret.From("maplesyrup") };

        Assert.True(keys.TryRequest(user, [1, 2, 3, 4, 5], _ => throw new InvalidOperationException("a mistake of ours")));
        Assert.True(keys.TryRequest(user, [5, 4, 3, 2, 1], found =>
        {
            derived.SetResult(found);
            return ValueTask.CompletedTask;
        }));

        Assert.Equal(20, (await derived.Task.WaitAsync(TimeSpan.FromSeconds(60))).Auth.Length);
        var entry = Assert.Single(log.Entries);
        Assert.StartsWith("Error: The keys of the SNMPv3 user noc at the engine 0102030405 could not be derived", entry, StringComparison.Ordinal);
        Assert.DoesNotContain("maplesyrup", entry, StringComparison.Ordinal);
    }
}
