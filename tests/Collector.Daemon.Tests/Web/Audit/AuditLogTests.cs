using System.Net;
using Collector.Daemon.Web.Audit;
using Collector.Testing;
using Microsoft.AspNetCore.Http;

namespace Collector.Daemon.Tests.Web.Audit;

public sealed class AuditLogTests
{
    private readonly RecordingLogger<AuditLog> _logger = new();
    private readonly ManualTime _time = new();

    [Fact]
    public void Who_asked_for_what_is_one_line()
    {
        var http = Request("?target=10.0.0.1&module=if_mib,system&auth=public_v2");
        Actor.Prove(http, "noc");

        Log.Asked(http, AuditLog.Snmp, "forbidden");

        Assert.Equal(["action=snmp user=noc address=192.0.2.9 outcome=forbidden target=10.0.0.1 module=if_mib,system auth=public_v2 left_out=0"], Lines);
    }

    [Fact]
    public void Every_reload_is_told_with_who_asked_for_it()
    {
        var log = Log;
        for (var reload = 0; reload < 100; reload++) log.Reloaded(Actor.Signal, errors: 0);
        log.Reloaded(Actor.Of(Request("")), errors: 2);
        log.Reloaded(Actor.File, errors: 0);

        Assert.Equal(102, Lines.Count);
        Assert.Equal("action=reload user=- address=192.0.2.9 outcome=refused errors=2", Lines[^2]);
        Assert.Equal("action=reload user=file address=- outcome=done errors=0", Lines[^1]);
    }

    [Fact]
    public void Many_requests_are_a_few_lines_that_say_how_many_they_were_and_hide_no_others()
    {
        var log = Log;
        for (var request = 0; request < 1000; request++) log.Refused(Request(""), "password");
        log.Asked(Request("?target=a"), AuditLog.Explain, "200");
        Assert.Equal(61, Lines.Count);

        _time.Advance(TimeSpan.FromMinutes(1));
        log.Refused(Request(""), "password");

        Assert.EndsWith("request=\"GET /snmp\" left_out=940", Lines[^1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a\nlevel=ERROR msg=forged", "\"a?level=ERROR msg=forged\"")]
    [InlineData("a\u2028b\u0085c\u001b[31m", "a?b?c?[31m")]
    [InlineData("a user=admin", "\"a user=admin\"")]
    [InlineData("\"", "\"\\\"\"")]
    [InlineData("", "-")]
    public void What_a_client_writes_cannot_look_like_a_line_or_a_field_of_ours(string written, string shown)
    {
        var http = Request("");
        http.Request.Query = new QueryCollection(new Dictionary<string, Microsoft.Extensions.Primitives.StringValues> { ["target"] = written });

        Log.Asked(http, AuditLog.Snmp, "served");

        Assert.Contains($" target={shown} module=", Assert.Single(Lines), StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_client_writes_is_cut()
    {
        Log.Asked(Request($"?target={new string('x', 8000)}"), AuditLog.Snmp, "served");

        Assert.InRange(Assert.Single(Lines).Length, 120, 300);
    }

    private AuditLog Log => new(_logger, _time);

    private IReadOnlyList<string> Lines => [.. _logger.Entries.Select(entry => entry[(entry.IndexOf(": ", StringComparison.Ordinal) + 2)..])];

    private static DefaultHttpContext Request(string query)
    {
        var http = new DefaultHttpContext();
        (http.Request.Method, http.Request.Path, http.Request.QueryString) = ("GET", "/snmp", new QueryString(query));
        http.Connection.RemoteIpAddress = IPAddress.Parse("192.0.2.9");
        return http;
    }
}
