using Microsoft.AspNetCore.Http;

namespace Collector.Daemon.Endpoints.Explaining;

/// <summary>The parameters of <c>/api/v1/explain</c>.</summary>
/// <param name="Target">The instance of a target, or an address.</param>
/// <param name="Modules">Each once; empty for those of the target.</param>
/// <param name="Auth">The name of the credentials; null for those of the target.</param>
/// <param name="Oid">An OID, or the name of a metric or a label; null when none is asked about.</param>
/// <param name="IsText">For people, as <c>collector walk --explain</c> prints it, and not JSON.</param>
/// <param name="AlsoScheduled">Whether to tell what scheduled polls ask as well.</param>
internal sealed record ExplainQuery(string Target, IReadOnlyList<string> Modules, string? Auth, string? Oid, bool IsText, bool AlsoScheduled)
{
    private static readonly string[] Names = ["target", "module", "auth", "oid", "scheduled", "format"];

    /// <summary>False with the reason for a 400.</summary>
    public static bool TryRead(IQueryCollection query, out ExplainQuery read, out string error)
    {
        error = WhatIsWrong(query) ?? "";
        var modules = query["module"].SelectMany(value => (value ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        read = new ExplainQuery(query["target"].ToString(), [.. modules.Distinct(StringComparer.Ordinal)], Text(query, "auth"), Text(query, "oid"), query["format"] == "text", query["scheduled"] == "1");
        return error.Length == 0;
    }

    private static string? WhatIsWrong(IQueryCollection query)
    {
        if (query["target"].Count != 1 || query["target"].ToString().Length == 0) return "'target' must be given once: the instance of a target";
        if (query["auth"].Count > 1) return "'auth' must not be given more than once";
        if (query["oid"].Count > 1) return "'oid' must not be given more than once";
        if (query["format"] is { Count: > 0 } format && format != "json" && format != "text") return "'format' is json or text";
        if (query["scheduled"].Count > 0 && query["scheduled"].ToString() is not ("0" or "1")) return "'scheduled' is 1, or 0";
        return query.Keys.FirstOrDefault(name => !Names.Contains(name, StringComparer.Ordinal)) is { } unknown ? $"'{unknown}' is no parameter; there are {string.Join(", ", Names)}" : null;
    }

    private static string? Text(IQueryCollection query, string name) => query[name].ToString() is { Length: > 0 } text ? text : null;
}
