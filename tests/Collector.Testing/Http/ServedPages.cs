using System.Globalization;

namespace Collector.Testing.Http;

/// <summary>Reads pages of a running daemon, and waits until they say what they should.</summary>
public static class ServedPages
{
    /// <summary>The values of a page without timestamps, by series as it is written.</summary>
    public static async Task<IReadOnlyDictionary<string, double>> SamplesAsync(this HttpClient http, string path) => Samples(await http.GetStringAsync(path));

    /// <summary>Reads a page until it is as wanted.</summary>
    public static async Task<string> UntilPageAsync(this HttpClient http, string path, Predicate<string> isSo)
    {
        var page = "";
        await Patience.UntilAsync(async () => isSo(page = await http.GetStringAsync(path)), () => page);
        return page;
    }

    /// <summary>Reads a page until its values are as wanted.</summary>
    public static async Task<IReadOnlyDictionary<string, double>> UntilSamplesAsync(this HttpClient http, string path, Predicate<IReadOnlyDictionary<string, double>> isSo) =>
        Samples(await http.UntilPageAsync(path, page => isSo(Samples(page))));

    /// <summary>Waits until the daemon says that it is ready.</summary>
    public static Task UntilReadyAsync(this HttpClient http) => Patience.UntilAsync(async () =>
    {
        using var answer = await http.GetAsync("/-/ready");
        return answer.IsSuccessStatusCode;
    });

    private static Dictionary<string, double> Samples(string page) => page.Split('\n').Where(line => line.Length > 0 && line[0] != '#').ToDictionary(
        line => line[..line.LastIndexOf(' ')], line => double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture), StringComparer.Ordinal);
}
