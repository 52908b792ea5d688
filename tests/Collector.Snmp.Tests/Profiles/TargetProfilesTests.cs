using Collector.Snmp.Modules;
using Collector.Snmp.Profiles;

namespace Collector.Snmp.Tests.Profiles;

public class TargetProfilesTests
{
    private static readonly TargetProfiles Small = Read("""
        profiles:
          any: {match: [{}], modules: [system]}
          vendor: {match: [{sys_object_id: 1.3.6.1.4.1.99}], modules: [if_mib]}
          vendor_os2: {match: [{sys_object_id: 1.3.6.1.4.1.99, sys_descr: 'OS (2|two)'}], modules: [if_mib]}
          vendor_switch: {match: [{sys_object_id: 1.3.6.1.4.1.99.7}, {sys_object_id: 1.3.6.1.4.1.98}], modules: [if_mib]}
          words: {match: [{sys_descr: '^Toaster'}], modules: [if_mib]}
        """);

    [Theory]
    [InlineData("1.3.6.1.4.1.99.1", "Router OS 1", "vendor")]
    [InlineData("1.3.6.1.4.1.99.1", "Router OS two", "vendor_os2")]
    [InlineData("1.3.6.1.4.1.99.7.5", "Switch OS 2", "vendor_switch")]
    [InlineData("1.3.6.1.4.1.98", "Switch", "vendor_switch")]
    [InlineData("1.3.6.1.4.1.990", "Router", "any")]
    [InlineData("1.3.6.1.4.1.5", "Toaster 2000", "words")]
    [InlineData("1.3.6.1.4.1.5", "A Toaster", "any")]
    [InlineData("", "", "any")]
    [InlineData("0.0", "nothing", "any")]
    public void The_longest_OID_wins_and_a_description_refines(string sysObjectId, string sysDescr, string profile) =>
        Assert.Equal(profile, Small.Match(new DeviceIdentity(sysObjectId, sysDescr))?.Name);

    /// <summary>What real devices of these kinds say of themselves.</summary>
    [Theory]
    [InlineData("1.3.6.1.4.1.30065.1.3011.7050", "Arista Networks EOS version 4.15.3F", "arista_eos")]
    [InlineData("1.3.6.1.4.1.9.1.2093", "Cisco IOS Software [Bengaluru], ISR Software", "cisco_ios")]
    [InlineData("1.3.6.1.4.1.9.1.3006", "Cisco IOS XR Software (8000), Version 24.1.2", "cisco_iosxr")]
    [InlineData("1.3.6.1.4.1.9.12.3.1.3.1163", "Cisco NX-OS(tm) nxos.7.0.3.I7.8.bin", "cisco_nxos")]
    [InlineData("1.3.6.1.4.1.2636.1.1.1.4.82.5", "Juniper Networks, Inc. qfx5100-48s-6q", "juniper")]
    [InlineData("1.3.6.1.4.1.6527.6.2.1.2.2.2", "TiMOS-B-8.0.R5 both/mpc", "nokia_sros")]
    [InlineData("1.3.6.1.4.1.8072.3.2.10", "Linux some.host.com 4.18.0", "linux")]
    [InlineData("1.3.6.1.4.1.8072.3.2.10", "Linux switch 4.19.0-cl-1-amd64 #1 SMP Cumulus 4.19.94", "cumulus")]
    [InlineData("1.3.6.1.4.1.674.11000.5000.100.2.1.7", "Dell EMC Networking OS10 Enterprise.", "dell_os10")]
    [InlineData("1.3.6.1.4.1.2011.2.62.30", "Huawei Versatile Routing Platform Software", "huawei_vrp")]
    [InlineData("1.3.6.1.4.1.318.1.3.4.6", "APC Web/SNMP Management Card", "apc_pdu")]
    [InlineData("1.3.6.1.4.1.629.22.37.4.8.3", "FSP150-XG304 OptiSwitch", "adva")]
    [InlineData("1.3.6.1.4.1.4242.1", "Something", "generic")]
    public void Devices_get_the_profile_of_their_kind(string sysObjectId, string sysDescr, string profile) =>
        Assert.Equal(profile, BuiltInProfiles.All.Profiles.Match(new DeviceIdentity(sysObjectId, sysDescr))?.Name);

    [Fact]
    public void A_profile_of_ones_own_goes_before_a_built_in_one_that_is_as_precise()
    {
        var own = Read("profiles: {zzz: {match: [{sys_object_id: 1.3.6.1.4.1.2636}], modules: [if_mib]}}").Over(BuiltInProfiles.All.Profiles);

        Assert.Equal("zzz", own.Match(new DeviceIdentity("1.3.6.1.4.1.2636.1", ""))?.Name);
        Assert.Equal("cisco_ios", own.Match(new DeviceIdentity("1.3.6.1.4.1.9.1", ""))?.Name);
    }

    [Fact]
    public void A_profile_of_the_same_name_replaces_the_built_in_one()
    {
        var own = Read("profiles: {generic: {match: [{}], modules: [my_module]}}").Over(BuiltInProfiles.All.Profiles);

        Assert.Equal(["my_module"], own.Match(new DeviceIdentity("1.3.6.1.4.1.4242", ""))?.Modules);
    }

    [Fact]
    public void The_modules_in_force_begin_with_the_one_that_says_what_the_device_is()
    {
        var profile = Small.All["vendor"] with { Modules = ["if_mib", "system", "extra"] };

        Assert.Equal(["if_mib"], TargetProfiles.InForce(["if_mib"], profile));
        Assert.Equal(["system"], TargetProfiles.InForce(["auto"], null));
        Assert.Equal(["system", "if_mib", "extra"], TargetProfiles.InForce(["auto"], profile));
        Assert.Equal(["system", "mine", "if_mib", "extra"], TargetProfiles.InForce(["mine", "auto"], profile));
    }

    [Fact]
    public void Every_module_of_a_built_in_profile_exists() => Assert.All(BuiltInProfiles.All.Profiles.All.Values, profile =>
        Assert.Subset(BuiltInProfiles.All.Modules.Keys.ToHashSet(), profile.Modules.ToHashSet()));

    [Fact]
    public void No_two_modules_of_a_built_in_profile_disagree_about_a_metric() => Assert.All(BuiltInProfiles.All.Profiles.All.Values, profile =>
    {
        var metrics = profile.Modules.SelectMany(name => BuiltInProfiles.All.Modules[name].Metrics).GroupBy(metric => metric.Name);
        Assert.All(metrics, same => Assert.Single(same.Select(metric => (metric.Type, metric.Oid, metric.Help)).Distinct()));
    });

    private static TargetProfiles Read(string yaml)
    {
        var problems = new Pipeline.Configuration.ConfigurationProblems();
        var reader = new SnmpConfigReader(problems);
        reader.Add(Pipeline.Configuration.YamlFile.Load(new StringReader(yaml), "profiles.yml", problems), isProfileFile: true);
        Assert.Equal("", problems.ToString());
        return reader.Build().Profiles;
    }
}
