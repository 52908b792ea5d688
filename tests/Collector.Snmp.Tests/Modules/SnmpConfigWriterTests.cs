using Collector.Pipeline.Configuration;
using Collector.Snmp.Ber;
using Collector.Snmp.Messages;
using Collector.Snmp.Modules;
using Collector.Snmp.Profiles;

namespace Collector.Snmp.Tests.Modules;

/// <summary>What <c>/config</c> shows of modules and auths.</summary>
public sealed class SnmpConfigWriterTests
{
    [Fact]
    public void Modules_read_back_as_the_same()
    {
        var modules = new SnmpModules([.. BuiltInProfiles.All.Modules.Values, Full], []);
        var (again, problems) = Read(Written(modules));
        Assert.Equal("", problems.ToString());
        Assert.Equal(modules.Modules.Keys.Order(), again.Modules.Keys.Order());
        Assert.All(modules.Modules.Values, module => Assert.True(SameContent.Of(module, again.Modules[module.Name]), module.Name));
    }

    [Fact]
    public void Secrets_are_masked_and_empty_ones_left_out() => Assert.Equal(
        """
        auths:
          open:
            community: <secret>
            version: 1
          v3:
            security_level: authPriv
            username: reader
            password: <secret>
            auth_protocol: SHA256
            priv_protocol: AES192C
            priv_password: <secret>
            context_name: vrf-a
            version: 3
          v3none:
            security_level: noAuthNoPriv
            username: reader
            auth_protocol: MD5
            priv_protocol: DES
            version: 3
          void:
            version: 2

        """,
        Written(new SnmpModules(
            [],
            [
                new SnmpAuthOptions { Name = "void", Community = Secret.From("") },
                new SnmpAuthOptions { Name = "open", Community = Secret.From("canary"), Version = SnmpVersion.V1 },
                new SnmpAuthOptions { Name = "v3none", Username = "reader", Version = SnmpVersion.V3 },
                new SnmpAuthOptions
                {
                    Name = "v3",
                    Version = SnmpVersion.V3,
                    Username = "reader",
                    SecurityLevel = SnmpSecurityLevel.AuthPriv,
                    Password = Secret.From("canary"),
                    PrivPassword = Secret.From("canary"),
                    AuthProtocol = SnmpAuthProtocol.Sha256,
                    PrivProtocol = SnmpPrivProtocol.Aes192C,
                    ContextName = "vrf-a",
                },
            ])));

    private static SnmpModuleOptions Full => new()
    {
        Name = "full \"module\"",
        Walk = [Oid.Parse("1.3.6.1.2.1.2.2")],
        Get = [Oid.Parse("1.3.6.1.2.1.1.3.0")],
        MaxRepetitions = 7,
        Retries = 0,
        Timeout = TimeSpan.FromMilliseconds(1500),
        UseUnconnectedUdpSocket = true,
        AllowNonincreasingOids = true,
        Filters = [new FilterOptions { Oid = Oid.Parse("1.3.6.1.2.1.2.2.1.2"), Targets = [Oid.Parse("1.3.6.1.2.1.2.2.1.8")], Values = ["^eth", "#"] }],
        Metrics =
        [
            new MetricOptions
            {
                Name = "m",
                Oid = Oid.Parse("1.3.6.1.2.1.2.2.1.8"),
                Type = SnmpMetricType.EnumAsStateSet,
                Help = "A state: \"up\" or not - 1.3.6.1",
                Indexes = [new IndexOptions { LabelName = "i", Type = SnmpIndexType.OctetString, FixedSize = 6, Implied = true }],
                Lookups =
                [
                    new LookupOptions { LabelName = "l", Labels = ["i"], Oid = Oid.Parse("1.3.6.1.2.1.2.2.1.2"), Type = SnmpLookupType.DisplayString },
                    new LookupOptions { LabelName = "i" },
                ],
                EnumValues = new Dictionary<long, string> { [1] = "up", [2] = "no" },
            },
            new MetricOptions { Name = "n", Oid = Oid.Parse("1.3.6.1.2.1.2.2.1.9"), Type = SnmpMetricType.Gauge, Offset = -1.5, Scale = 0.001 },
            new MetricOptions
            {
                Name = "t",
                Oid = Oid.Parse("1.3.6.1.2.1.2.2.1.10"),
                Type = SnmpMetricType.DisplayString,
                RegexExtracts = new Dictionary<string, IReadOnlyList<RegexExtractOptions>> { ["Number"] = [new RegexExtractOptions { Regex = "([0-9]+)#.*", Value = "$1" }] },
            },
            new MetricOptions { Name = "d", Oid = Oid.Parse("1.3.6.1.2.1.2.2.1.11"), Type = SnmpMetricType.ParseDateAndTime, DateTimePattern = "%Y: %d" },
            new MetricOptions { Name = "h", Oid = Oid.Parse("1.3.6.1.2.1.2.2.1.12"), Type = SnmpMetricType.OctetString, DisplayHint = "1x:" },
        ],
    };

    private static string Written(SnmpModules modules)
    {
        using var text = new StringWriter();
        SnmpConfigWriter.Write(modules, new YamlWriter(text));
        return text.ToString();
    }

    private static (SnmpModules Modules, ConfigurationProblems Problems) Read(string yaml)
    {
        var problems = new ConfigurationProblems();
        var reader = new SnmpConfigReader(problems);
        reader.Add(YamlFile.Load(new StringReader(yaml), "config", problems));
        return (reader.Build(), problems);
    }
}
