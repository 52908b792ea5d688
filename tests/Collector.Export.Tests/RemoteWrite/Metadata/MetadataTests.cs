using System.Text;
using Collector.Export.RemoteWrite;
using Collector.Export.RemoteWrite.Metadata;
using Collector.Export.Tests.RemoteWrite.Sending;
using Collector.Pipeline.Samples;
using Google.Protobuf;

namespace Collector.Export.Tests.RemoteWrite.Metadata;

/// <summary>TYPE, HELP and unit of families: with each series in 2.0, in requests of their own in 1.0. Read by Google's protobuf.</summary>
public sealed class MetadataTests
{
    private static readonly MetricFamily Octets = new("ifHCInOctets", "Octets received. é", MetricType.Counter);
    private static readonly MetricFamily Duration = new("poll_seconds", "", MetricType.Gauge);

    [Fact]
    public void A_request_of_one_zero_names_families_with_type_help_and_unit()
    {
        var book = new FamilyBook();
        book.Add(Octets);
        book.Add(Duration);

        var request = IronSnappy.Snappy.Decode(MetadataRequest.Of(book.All()));

        var read = RequestReading.Fields(request).Select(entry => (entry.Field, Message: Read(entry.Content))).ToArray();
        Assert.All(read, entry => Assert.Equal(3, entry.Field));
        Assert.Equal(["1=1 2=ifHCInOctets 4=Octets received. é", "1=2 2=poll_seconds 5=seconds"], read.Select(entry => entry.Message));
    }

    [Fact]
    public void Families_that_modules_disagree_about_have_no_type()
    {
        var book = new FamilyBook();
        book.Add(Octets);
        book.Add(Octets with { Type = MetricType.Gauge });

        Assert.True(book.TryGet("ifHCInOctets"u8, out var family));
        Assert.Equal((MetricType.Unknown, (byte)0), (family.Type, family.TypeNumber));
    }

    [Theory]
    [InlineData("node_cpu_seconds_total", "seconds")]
    [InlineData("free_bytes", "bytes")]
    [InlineData("ifHCInOctets", "")]
    [InlineData("x_packets", "")]
    public void A_unit_is_the_end_of_the_name_where_that_is_one(string name, string unit) => Assert.Equal(unit, Encoding.UTF8.GetString(FamilyUnit.Of(name)));

    [Fact]
    public async Task In_two_zero_each_series_points_to_its_help_and_unit()
    {
        using var fixture = new SenderFixture(_ =>
        {
            var answer = FakeReceiver.Status(204);
            answer.Headers.Add("X-Prometheus-Remote-Write-Samples-Written", "3");
            return answer;
        }, RemoteWriteMessage.V2);
        fixture.Endpoint.Families.Add(Octets);
        fixture.Endpoint.Families.Add(Duration);
        fixture.Add("ifHCInOctets", "poll_seconds", "nobody_knows");
        await fixture.SendAsync();

        var request = IronSnappy.Snappy.Decode(Assert.Single(fixture.Receiver.Requests).Body);
        var fields = RequestReading.Fields(request);
        string[] symbols = [.. fields.Where(field => field.Field == 4).Select(field => Encoding.UTF8.GetString(field.Content))];
        var metadata = fields.Where(field => field.Field == 5).Select(field => MetadataOf(field.Content, symbols)).ToArray();

        Assert.Equal("", symbols[0]);
        Assert.Equal(["1 help=Octets received. é unit=", "2 help= unit=seconds", "none"], metadata);
    }

    [Fact]
    public void A_receiver_is_told_once_an_interval_and_what_it_refuses_is_counted()
    {
        var status = 204;
        using var fixture = new SenderFixture(_ => FakeReceiver.Status(status));
        fixture.Endpoint.Families.Add(Octets);
        using var stopping = new CancellationTokenSource();
        fixture.OnThisThread(() => _ = new MetadataSender(fixture.Endpoint, fixture.Time).RunAsync(stopping.Token), TimeSpan.FromSeconds(59));
        Assert.Empty(fixture.Receiver.Requests);

        fixture.OnThisThread(() => { }, TimeSpan.FromSeconds(2));
        Assert.Equal((1, 1L, 0L), (fixture.Receiver.Requests.Count, fixture.Metrics.Metadata, fixture.Metrics.MetadataFailed));
        status = 400;
        fixture.OnThisThread(() => { }, TimeSpan.FromMinutes(1));
        Assert.Equal((2, 1L, 1L), (fixture.Receiver.Requests.Count, fixture.Metrics.Metadata, fixture.Metrics.MetadataFailed));
        Assert.Equal((0L, "snappy"), (fixture.Metrics.SamplesFailed, fixture.Receiver.Requests[1].Headers["Content-Encoding"]));
        stopping.Cancel();
    }

    private static string Read(byte[] message)
    {
        using var stream = new CodedInputStream(message);
        var fields = new List<string>();
        while (stream.ReadTag() is not 0 and var tag)
        {
            var field = WireFormat.GetTagFieldNumber(tag);
            fields.Add($"{field}={(field == 1 ? $"{stream.ReadInt32()}" : stream.ReadString())}");
        }

        return string.Join(' ', fields);
    }

    private static string MetadataOf(byte[] series, string[] symbols)
    {
        if (RequestReading.Fields(series).SingleOrDefault(field => field.Field == 5).Content is not { } metadata) return "none";
        using var stream = new CodedInputStream(metadata);
        var values = new int[5];
        while (stream.ReadTag() is not 0 and var tag) values[WireFormat.GetTagFieldNumber(tag)] = stream.ReadInt32();
        return $"{values[1]} help={symbols[values[3]]} unit={symbols[values[4]]}";
    }
}
