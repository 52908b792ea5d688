namespace Collector.LoadTest.Readings;

/// <summary>All polls that were seen as some target's last one, each once.</summary>
internal sealed class PollLog
{
    private readonly Dictionary<string, Dictionary<DateTimeOffset, PollReading>> _polls = new(StringComparer.Ordinal);

    public IEnumerable<PollReading> All => _polls.Values.SelectMany(polls => polls.Values);

    public void Add(IEnumerable<PollReading> readings)
    {
        foreach (var reading in readings)
        {
            if (!_polls.TryGetValue(reading.Instance, out var polls)) _polls.Add(reading.Instance, polls = []);
            polls[reading.Started] = reading;
        }
    }

    public IEnumerable<PollReading> Of(string instance) => _polls.TryGetValue(instance, out var polls) ? polls.Values : [];
}
