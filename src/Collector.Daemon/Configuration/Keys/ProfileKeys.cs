namespace Collector.Daemon.Configuration.Keys;

/// <summary>Files of profiles: which modules a device gets, and modules and auths beside that.</summary>
internal static class ProfileKeys
{
    public static readonly ConfigurationSection Match = new("profiles.match",
    [
        new("sys_object_id", SnmpFileKeys.Oid, "any of them", "1.3.6.1.4.1.99999", "the device's sysObjectID is this one or below it"),
        new("sys_descr", KeyShape.Text, "any of them", "'Toaster (2|3)000'", "an expression in RE2's syntax that is found in sysDescr"),
    ]);

    public static readonly ConfigurationSection Profile = new("profiles",
    [
        new("match", KeyShape.ListOf(KeyShape.Of(Match), least: 1), ConfigurationKey.Required, "[{ sys_object_id: 1.3.6.1.4.1.99999 }]", "the devices that it is for: any of these; `{}` is every device"),
        new("modules", KeyShape.ListOf(KeyShape.Text, least: 1), ConfigurationKey.Required, "[system, if_mib]", "what such a device is asked for"),
    ]);

    public static readonly ConfigurationSection File = new("Profile files",
    [
        new("profiles", KeyShape.NamesOf(KeyShape.Of(Profile)), ConfigurationKey.None, "{ toaster: { match: [{ sys_object_id: 1.3.6.1.4.1.99999 }], modules: [system] } }", "profiles by name"),
        .. SnmpFileKeys.File.Keys,
    ]);
}
