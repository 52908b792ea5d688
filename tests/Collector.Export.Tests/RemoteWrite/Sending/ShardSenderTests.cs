using Collector.Export.RemoteWrite;
using Collector.Export.RemoteWrite.Sending;

namespace Collector.Export.Tests.RemoteWrite.Sending;

/// <summary>What becomes of a request, whatever the receiver does.</summary>
public sealed class ShardSenderTests
{
    [Fact]
    public async Task A_request_says_what_it_is()
    {
        using var fixture = new SenderFixture(_ => FakeReceiver.Status(204));
        fixture.Add("a", "b");
        await fixture.SendAsync();

        var request = Assert.Single(fixture.Receiver.Requests);
        Assert.Equal("application/x-protobuf", request.ContentType);
        Assert.Equal("snappy", request.Headers["Content-Encoding"]);
        Assert.Equal("0.1.0", request.Headers["X-Prometheus-Remote-Write-Version"]);
        Assert.False(request.Headers.ContainsKey("Retry-Attempt"));
        Assert.Equal(["a{}", "b{}"], request.Series);
        Assert.Equal(2, fixture.Metrics.SamplesSent);
        Assert.Equal(1, fixture.Metrics.Requests(SendOutcome.Accepted));
    }

    [Fact]
    public async Task A_failure_of_the_receiver_is_sent_again_before_anything_newer()
    {
        var failures = 2;
        using var fixture = new SenderFixture(_ => FakeReceiver.Status(failures-- > 0 ? 503 : 200, "busy"));
        fixture.Add("first");
        fixture.Add("second");
        await fixture.SendAsync();

        Assert.Equal(["first{}", "first{}", "first{}", "second{}"], fixture.Receiver.Requests.SelectMany(request => request.Series));
        Assert.Equal(["1", "2"], fixture.Receiver.Requests[1..3].Select(request => request.Headers["Retry-Attempt"]));
        Assert.Equal((2, 2, 0), (fixture.Metrics.SamplesSent, fixture.Metrics.SamplesRetried, fixture.Metrics.SamplesFailed));
        Assert.Equal(2, fixture.Log.Entries.Count); // that it fails, and that it works again
    }

    [Fact]
    public async Task What_the_receiver_refuses_is_not_sent_again_and_told_once()
    {
        using var fixture = new SenderFixture(request => FakeReceiver.Status(request.Series.First() == "bad{}" ? 400 : 204, "out of order sample\nsecond line"));
        fixture.Add("bad");
        fixture.Add("bad");
        fixture.Add("good");
        await fixture.SendAsync();

        Assert.Equal(3, fixture.Receiver.Requests.Count);
        Assert.Equal((1, 2), (fixture.Metrics.SamplesSent, fixture.Metrics.SamplesFailed));
        Assert.Contains("HTTP 400: out of order sample second line", Assert.Single(fixture.Log.Entries), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pause_that_is_asked_for_is_made()
    {
        var isFirst = true;
        using var fixture = new SenderFixture(_ =>
        {
            var answer = isFirst ? FakeReceiver.Status(429, "slowly", retryAfter: "7") : FakeReceiver.Status(204);
            isFirst = false;
            return answer;
        });
        fixture.Add("a");

        Assert.InRange((await fixture.SendAsync()).TotalSeconds, 7, 7.6);
        Assert.Equal(1, fixture.Metrics.Requests(SendOutcome.Throttled));
    }

    [Fact]
    public async Task Too_many_requests_can_be_final()
    {
        using var fixture = new SenderFixture(_ => FakeReceiver.Status(429), queue: new QueueOptions { RetryOnHttp429 = false });
        fixture.Add("a");
        await fixture.SendAsync();

        Assert.Equal((1, 1), (fixture.Receiver.Requests.Count, fixture.Metrics.SamplesFailed));
    }

    [Fact]
    public async Task A_receiver_that_hangs_has_its_time_and_gets_it_again()
    {
        var hangs = 2;
        using var fixture = new SenderFixture(_ => hangs-- > 0 ? null : FakeReceiver.Status(204));
        fixture.Add("a");

        Assert.InRange((await fixture.SendAsync()).TotalSeconds, 60, 60.2);
        Assert.Equal((2, 1), (fixture.Metrics.Requests(SendOutcome.TimedOut), fixture.Metrics.SamplesSent));
    }

    [Fact]
    public async Task A_connection_that_breaks_is_no_answer()
    {
        var breaks = true;
        using var fixture = new SenderFixture(_ => breaks && !(breaks = false) ? throw new HttpRequestException("broken") : FakeReceiver.Status(204));
        fixture.Add("a");
        await fixture.SendAsync();

        Assert.Equal((1, 1), (fixture.Metrics.Requests(SendOutcome.Unreachable), fixture.Metrics.SamplesSent));
    }

    [Fact]
    public async Task What_is_too_old_when_its_turn_comes_is_dropped()
    {
        using var fixture = new SenderFixture(_ => FakeReceiver.Status(500), queue: new QueueOptions { SampleAgeLimit = TimeSpan.FromMinutes(1) });
        fixture.Add("a", "b");
        await fixture.SendAsync();

        Assert.Equal(2, fixture.Metrics.SamplesDropped(SampleDrop.TooOld));
        fixture.Time.Advance(LossLedger.Stretch);
        Assert.Contains(fixture.Log.Entries, entry => entry.Contains("2 samples", StringComparison.Ordinal) && entry.Contains("are lost (TooOld): sw1 (2 from ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_has_arrived_in_parts_when_the_rest_is_too_old_is_not_lost_too()
    {
        var hasTaken = false;
        using var fixture = new SenderFixture(
            request =>
            {
                if (hasTaken) return FakeReceiver.Status(429);
                hasTaken = request.Series.Count() == 1; // it fails at both together, takes one of them alone, and then wants to be left in peace
                return FakeReceiver.Status(hasTaken ? 204 : 500);
            },
            queue: new QueueOptions { SampleAgeLimit = TimeSpan.FromMinutes(1) });
        fixture.Add("a", "b");
        await fixture.SendAsync();

        Assert.Equal((1, 1), (fixture.Metrics.SamplesSent, fixture.Metrics.SamplesDropped(SampleDrop.TooOld)));
    }

    [Fact]
    public async Task Two_zero_without_a_proof_is_sent_again_as_one_zero_and_stays_so()
    {
        using var fixture = new SenderFixture(_ => FakeReceiver.Status(204), RemoteWriteMessage.V2);
        fixture.Add("a");
        fixture.Add("b");
        await fixture.SendAsync();

        Assert.Equal(["2.0.0", "0.1.0", "0.1.0"], fixture.Receiver.Requests.Select(request => request.Headers["X-Prometheus-Remote-Write-Version"]));
        Assert.Equal(["a{}", "b{}"], fixture.Receiver.Requests[1..].SelectMany(request => request.Series));
        Assert.Equal(2, fixture.Metrics.SamplesSent);
        Assert.Equal(0, fixture.Metrics.SamplesFailed);
    }

    [Fact]
    public async Task Two_zero_that_is_proven_stays()
    {
        using var fixture = new SenderFixture(_ =>
        {
            var answer = FakeReceiver.Status(204);
            answer.Headers.Add("X-Prometheus-Remote-Write-Samples-Written", "1");
            return answer;
        }, RemoteWriteMessage.V2);
        fixture.Add("a");
        fixture.Add("b");
        await fixture.SendAsync();

        Assert.Equal(2, fixture.Receiver.Requests.Count);
        Assert.All(fixture.Receiver.Requests, request => Assert.Equal("application/x-protobuf; proto=io.prometheus.write.v2.Request", request.ContentType));
    }

    [Fact]
    public async Task A_series_that_the_receiver_fails_at_is_found_and_left_out_and_all_others_arrive()
    {
        var arrived = new List<string>();
        using var fixture = new SenderFixture(request =>
        {
            if (request.Series.Any(series => series is "poison{}" or "venom{}")) return FakeReceiver.Status(500, "duplicate label");
            arrived.AddRange(request.Series);
            return FakeReceiver.Status(204);
        });
        string[] good = [.. Enumerable.Range(0, 500).Select(number => $"s{number}")];
        fixture.Add([.. good[..200], "poison", .. good[200..300], "venom", .. good[300..]]);
        fixture.Add("poison", "later");
        await fixture.SendAsync();

        Assert.Equal(good.Append("later").Select(name => $"{name}{{}}").Order(StringComparer.Ordinal), arrived.Order(StringComparer.Ordinal));
        Assert.Equal(3, fixture.Metrics.SamplesDropped(SampleDrop.Quarantined));
        Assert.Equal(2, fixture.Metrics.Quarantine.Count);
        Assert.Equal(501, fixture.Metrics.SamplesSent);
        Assert.InRange(fixture.Receiver.Requests.Count, 1, 120);
    }

    [Fact]
    public async Task What_a_search_loses_is_told_by_device()
    {
        using var fixture = new SenderFixture(request =>
            FakeReceiver.Status(request.Series.Contains("poison{}") ? 500 : request.Series.Contains("refused{}") ? 400 : 204));
        string[] good = [.. Enumerable.Range(0, 30).Select(number => $"s{number}")];
        fixture.Add(("sw1", good), ("sw2", ["poison"]), ("sw3", ["refused"]), ("sw4", good));
        fixture.Add(("sw2", ["poison"]), ("sw5", ["s"]));
        await fixture.SendAsync();

        Assert.Equal([("quarantined", "sw2", 2L), ("refused", "sw3", 1L)], fixture.Endpoint.Losses.Read().Losses.Select(loss => (loss.Cause, loss.Instance, loss.Samples)));
        Assert.Equal((61, 1), (fixture.Metrics.SamplesSent, fixture.Metrics.SamplesFailed));
    }

    [Fact]
    public async Task What_is_too_old_after_half_a_search_is_told_by_device()
    {
        var accepted = 0;
        using var fixture = new SenderFixture(
            request => request.Series.Contains("poison{}") ? FakeReceiver.Status(500) : accepted++ == 0 ? FakeReceiver.Status(204) : FakeReceiver.Status(429),
            queue: new QueueOptions { SampleAgeLimit = TimeSpan.FromMinutes(5) });
        fixture.Add(("sw1", ["s0", "s1"]), ("sw2", ["s2", "poison"]), ("sw3", ["s3", "s4", "s5", "s6"]));
        await fixture.SendAsync();

        var losses = fixture.Endpoint.Losses.Read().Losses;
        Assert.All(losses, loss => Assert.Equal("too_old", loss.Cause));
        Assert.Equal(7, losses.Sum(loss => loss.Samples));
        Assert.Equal(["sw1", "sw2", "sw3"], losses.Select(loss => loss.Instance));
        Assert.Equal(1, fixture.Metrics.SamplesSent);
    }

    [Fact]
    public async Task A_receiver_that_fails_at_everything_is_no_reason_to_leave_anything_out()
    {
        var failures = 200;
        using var fixture = new SenderFixture(_ => FakeReceiver.Status(failures-- > 0 ? 500 : 204));
        string[] names = [.. Enumerable.Range(0, 300).Select(number => $"s{number}")];
        fixture.Add(names);
        await fixture.SendAsync();

        Assert.Equal((300, 0), (fixture.Metrics.SamplesSent, fixture.Metrics.Quarantine.Count));
        Assert.Equal(0, fixture.Metrics.SamplesDropped(SampleDrop.Quarantined));
    }
}
