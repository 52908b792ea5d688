namespace Collector.Export.Tests.RemoteWrite.Sending;

/// <summary>What a receiver got.</summary>
internal sealed record FakeRequest(byte[] Body, string ContentType, IReadOnlyDictionary<string, string> Headers)
{
    public IEnumerable<string> Series => RequestReading.Read(Body).Select(sample => sample.Series);
}
