using Collector.Snmp.Security;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Collector.Daemon.Endpoints.OnDemand;

/// <summary>The parameters of <c>/snmp</c>, with snmp_exporter's defaults and its words for what is wrong.</summary>
/// <param name="Target">As written: <c>[transport://]host[:port]</c>.</param>
/// <param name="Modules">Each once, in the order in which they were first named.</param>
/// <param name="Auth">The name of the credentials.</param>
/// <param name="HasAuth">Whether the request named them.</param>
/// <param name="Context">As written; it counts only for SNMPv3.</param>
internal sealed record SnmpQuery(string Target, IReadOnlyList<string> Modules, string Auth, bool HasAuth, SnmpContext Context)
{
    private const string DefaultAuth = "public_v2";
    private const string DefaultModule = "if_mib";
    private const int MostContextCharacters = 255;

    /// <summary>False with the reason for a 400.</summary>
    public static bool TryRead(IQueryCollection query, out SnmpQuery read, out string error)
    {
        read = null!;
        error = WhatIsRepeated(query) ?? "";
        if (error.Length > 0) return false;
        var modules = ReadModules(query["module"]);
        if (modules.Count == 0) error = "'module' parameter must contain at least one module name";
        var context = new SnmpContext(Text(query, "snmp_context"), Text(query, "snmp_engineid").ToLowerInvariant());
        if (context.Name.Length > MostContextCharacters) error = $"'snmp_context' parameter must not be longer than {MostContextCharacters} characters";
        var auth = Text(query, "auth");
        read = new SnmpQuery(Text(query, "target"), modules, auth.Length > 0 ? auth : DefaultAuth, auth.Length > 0, context);
        return error.Length == 0;
    }

    /// <summary>Whether an engine id is one: 5 to 32 octets (RFC 3411 section 5), in hexadecimal.</summary>
    public static bool IsEngineId(string text) =>
        text.Length % 2 == 0 && text.Length is >= 10 and <= 2 * SnmpContext.MostEngineIdOctets && text.All(char.IsAsciiHexDigit);

    private static string? WhatIsRepeated(IQueryCollection query)
    {
        if (query["target"].Count != 1 || Text(query, "target").Length == 0) return "'target' parameter must be specified once";
        foreach (var name in (ReadOnlySpan<string>)["auth", "snmp_context", "snmp_engineid"])
        {
            if (query[name].Count > 1) return $"'{name}' parameter must only be specified once";
        }

        return null;
    }

    private static string Text(IQueryCollection query, string name) => query[name] is [{ } text] ? text : "";

    private static List<string> ReadModules(StringValues values)
    {
        if (values.Count == 0) return [DefaultModule];
        var modules = new List<string>();
        foreach (var module in values.SelectMany(value => (value ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries)))
        {
            if (!modules.Contains(module, StringComparer.Ordinal)) modules.Add(module);
        }

        return modules;
    }
}
