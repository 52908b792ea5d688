using Collector.Pipeline.Configuration;
using Collector.Snmp.Mapping.Plans;
using Collector.Snmp.Modules;

namespace Collector.Fuzz.Targets;

/// <summary>Files in snmp.yml's two forms: read, and compiled when they are right.</summary>
internal sealed class SnmpYamlTarget : FuzzTarget
{
    private const string Module = """
        {0}walk: [1.3.6.1.2.1.2, 1.3.6.1.2.1.31.1.1]
        {0}get: [1.3.6.1.2.1.1.3.0]
        {0}max_repetitions: 25
        {0}retries: 3
        {0}timeout: 5s
        {0}metrics:
        {0}- {name: sysUpTime, oid: 1.3.6.1.2.1.1.3, type: gauge, help: "time"}
        {0}- name: ifOperStatus
        {0}  oid: 1.3.6.1.2.1.2.2.1.8
        {0}  type: EnumAsStateSet
        {0}  help: the state
        {0}  indexes: &i [{labelname: ifIndex, type: gauge}]
        {0}  lookups: [{labels: [ifIndex], labelname: ifName, oid: 1.3.6.1.2.1.31.1.1.1.1, type: DisplayString}, {labels: [], labelname: ifIndex}]
        {0}  enum_values: {1: up, 2: down}
        {0}- name: text
        {0}  oid: 1.3.6.1.4.1.32473.1
        {0}  type: DisplayString
        {0}  indexes: *i
        {0}  regex_extracts:
        {0}    Temp: [{regex: '.*?(\d+)\s[[:alpha:]]C', value: '$1'}, {regex: '(?P<n>\pL+|\Qx\E)', value: '${n}'}]
        {0}- {name: by, oid: 1.3.6.1.4.1.32473.2, type: Bits, indexes: [{labelname: a, type: InetAddress}, {labelname: b, type: OctetString, fixed_size: 4}, {labelname: c, type: DisplayString, implied: true}], enum_values: {0: x, 400: y}}
        """;

    public override string Name => "snmp.yml";

    public override IReadOnlyList<byte[]> Samples { get; } = [Current(), Legacy()];

    public override IReadOnlyList<byte[]> Tokens { get; } = YamlTokens.With(
        "indexes: ", "lookups: ", "regex_extracts: ", "enum_values: ", "filters: [{oid: 1.3.6.1.2.1.2, targets: [1.3.6.1.2.1.2.2.1.8], values: ['up']}]", "type: LldpPortId", "type: InetAddressMissingSize",
        "type: DateAndTime", "type: ParseDateAndTime", "datetime_pattern: '%Y-%j%'", "display_hint: '1x:*2d.3a;'", "scale: 1e-400", "offset: .nan", "fixed_size: -1", "max_repetitions: 4294967296", "timeout: -1ns",
        "1.3.6.1.", ".1.3", "2.999.4294967295", "((((", "[[:^alpha:]", "(?i)", "\\x{10FFFF}", "{1000}{1000}", "$1", "version: 3", "${HOME}");

    public override void Read(byte[] input)
    {
        var problems = new ConfigurationProblems();
        var reader = new SnmpConfigReader(problems);
        reader.Add(YamlTokens.Load(input, problems));
        var modules = reader.Build();
        YamlTokens.MustHavePlaces(problems);
        if (problems.HasErrors) return;
        foreach (var module in modules.Modules.Values) Must(ModuleCompiler.Compile(module, 0, problems).Schema.Name == module.Name, "a plan has its module's name");
    }

    private static byte[] Current() => Utf8("auths:\n  a: {version: 3, username: u, security_level: authPriv, password: p, auth_protocol: SHA, priv_protocol: AES, priv_password: q, context_name: c}\nmodules:\n  m:\n"
        + Indented("    ") + "\n");

    private static byte[] Legacy() => Utf8("m:\n  version: 2\n  auth: {community: c}\n" + Indented("  ") + "\n");

    private static string Indented(string by) => Module.Replace("{0}", by, StringComparison.Ordinal);

    private static byte[] Utf8(string text) => System.Text.Encoding.UTF8.GetBytes(text);
}
