using System.Text;
using Collector.Export.Exposition;
using Collector.Export.Exposition.Lines;
using Collector.Export.Exposition.Output;
using Collector.Pipeline.Samples;

namespace Collector.Export.Instruments;

/// <summary>One instrument's series as they stand: what its measurements have come to so far.</summary>
/// <remarks>Any thread measures, one at a time writes.</remarks>
internal abstract class InstrumentFamily(string name, FamilyHeader header, bool isObserved)
{
    /// <summary>The name on its lines; a histogram's without suffix.</summary>
    public string Name { get; } = name;

    /// <summary>Whether the instrument is asked at each page, so that what it said before counts no more.</summary>
    public bool IsObserved { get; } = isObserved;

    public abstract void Measure(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags);

    /// <summary>Forgets the series of an observed instrument before it is asked again.</summary>
    public abstract void Forget();

    /// <summary>Whether there is a series to show.</summary>
    protected abstract bool HasSeries { get; }

    public void Write(PageBuffer page, ExpositionFormat format)
    {
        if (!HasSeries) return;
        page.Append(header.For(format));
        WriteSeries(page);
    }

    protected abstract void WriteSeries(PageBuffer page);

    /// <summary>Tags as a label block without braces, sorted by name as a stable identity of the series.</summary>
    protected static string BlockOf(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (tags.IsEmpty) return "";
        if (tags.Length == 1) return Label(tags[0]);
        return string.Join(',', tags.ToArray().OrderBy(tag => tag.Key, StringComparer.Ordinal).Select(Label));
    }

    protected static void WriteLine(PageBuffer page, string name, string block, double value)
    {
        page.Append(Encoding.UTF8.GetBytes(block.Length == 0 ? $"{name} " : $"{name}{{{block}}} "));
        page.Advance(NumberText.Write(value, page.Room(NumberText.MaxLength)));
        page.Append("\n"u8);
    }

    private static string Label(KeyValuePair<string, object?> tag) =>
        $"{InstrumentName.Plain(tag.Key)}=\"{Encoding.UTF8.GetString(LabelEscaping.Escape(tag.Value?.ToString() ?? ""))}\"";
}
