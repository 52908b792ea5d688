namespace Collector.LoadTest.Readings;

/// <summary>What the checks of many pages found. Any thread.</summary>
internal sealed class CheckTotals
{
    private readonly Lock _gate = new();
    private readonly List<string> _examples = [];
    private long _pages;
    private long _series;
    private long _checked;
    private long _wrong;
    private long _restarted;
    private long _behind;
    private double _longestSpan;

    public void Add(FleetPageCheck page)
    {
        lock (_gate)
        {
            _pages++;
            _series = Math.Max(_series, page.Series);
            _checked += page.Checked;
            _wrong += page.Wrong;
            _restarted += page.RestartedWithin;
            _behind += page.ReadBehindRestart;
            _longestSpan = Math.Max(_longestSpan, page.LongestSpan.TotalSeconds);
            _examples.AddRange(page.Examples.Take(5 - Math.Min(5, _examples.Count)));
        }
    }

    /// <param name="report">Where to.</param>
    /// <param name="tornFrom">Values of one target further apart than this come from two polls; null where polls may last that long.</param>
    public void AddTo(Report report, TimeSpan? tornFrom)
    {
        report.Add("pages checked", _pages);
        report.Add("series of the largest page", _series);
        report.AtLeast("values checked", _checked, 1);
        report.AtMost("wrong values", _wrong, 0);
        if (_restarted > 0) report.Add("devices shown that restarted within a poll", _restarted);
        if (_behind > 0) report.Add("values behind a restart within a poll", _behind);
        report.AtMost("values of a target apart by", _longestSpan, tornFrom?.TotalSeconds ?? Report.NoLimit, "s");
        foreach (var example in _examples) Console.Error.WriteLine($"wrong: {example}");
    }
}
