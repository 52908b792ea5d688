using System.Text;
using Collector.Export.Exposition;
using Collector.Export.Exposition.Requests;
using Collector.Pipeline.Samples;
using Collector.Pipeline.Targets;
using Collector.Testing;
using FsCheck;
using FsCheck.Fluent;
using static Collector.Testing.FilledStore;

namespace Collector.Export.Tests.Exposition;

public sealed class RoundTripTests
{
    [Fact]
    public void Whatever_is_in_the_store_is_what_a_parser_reads_from_the_page()
    {
        var text = Gen.OneOf(Gen.Elements("", "\"", "\\", "\n", "a\\nb", "{x=\"1\"} 2\n", "ü€😀", " ", ","), ArbMap.Default.GeneratorFor<NonNull<string>>().Select(value => Valid(value.Get)));
        var row = Gen.Zip(text, Gen.Zip(ArbMap.Default.GeneratorFor<ulong?>(), ArbMap.Default.GeneratorFor<double?>()));
        var target = Gen.Zip(text, row.ListOf().Select(rows => rows.Take(200).ToArray()));

        Prop.ForAll(target.ListOf().ToArbitrary(), targets => Check([.. targets])).AlwaysHolds();
    }

    [Fact]
    public async Task Duplicates_are_found_among_thousands_of_rows()
    {
        var store = new FilledStore();
        var series = store.Add("r1", ["a", "b"]);
        (string, object?[])[] Rows(int from) => [.. Enumerable.Range(from, 3000).Select(i => ($"i=\"{i}\"", new object?[] { (ulong)i }))];
        store.Publish(series, 0, Module("a", 0, Counter("x")), Rows(0));
        store.Publish(series, 1, Module("b", 1, Counter("x")), Rows(2000));

        var samples = ExpositionParser.Samples(await Pages.ModulesAsync(store.Store));

        Assert.Equal(Enumerable.Range(0, 5000), samples.Select(sample => (int)sample.Value));
    }

    private static void Check((string Site, (string Name, (ulong? Counter, double? Gauge) Cells)[] Rows)[] targets)
    {
        var store = new FilledStore();
        var schema = Module("m", 0, Counter("counter"), Gauge("gauge"));
        var expected = new List<string>();
        for (var t = 0; t < targets.Length; t++)
        {
            var (site, rows) = targets[t];
            var series = store.Add($"r{t}", ["m"], new Label("site", site));
            store.Publish(series, 0, schema, [.. rows.Select((row, i) => (Block(i, row.Name), new object?[] { row.Cells.Counter, row.Cells.Gauge }))]);
            for (var i = 0; i < rows.Length; i++)
            {
                if (rows[i].Cells.Counter is { } counter) expected.Add($"counter r{t} {site} {i} {rows[i].Name} {(double)counter}");
                if (rows[i].Cells.Gauge is { } gauge) expected.Add($"gauge r{t} {site} {i} {rows[i].Name} {gauge + 0.0}");
            }
        }

        foreach (var format in Enum.GetValues<ExpositionFormat>())
        {
            var page = Pages.ModulesAsync(store.Store, new PageRequest { Format = format }).GetAwaiter().GetResult();
            var families = format == ExpositionFormat.Text ? ExpositionParser.ParseText(page) : ExpositionParser.ParseOpenMetrics(page);
            var read = families.SelectMany(family => family.Samples).Select(sample => $"{sample.Name} {sample["instance"]} {sample["site"]} {sample["row"]} {sample["name"]} {sample.Value}");
            Assert.Equal(expected.Order(StringComparer.Ordinal), read.Order(StringComparer.Ordinal));
        }
    }

    private static string Block(int row, string name) => $"row=\"{row}\",name=\"{Encoding.UTF8.GetString(LabelEscaping.Escape(name))}\"";

    // What a mapper hands over is valid UTF-8: half a surrogate pair is not.
    private static string Valid(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
}
