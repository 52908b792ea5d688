using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Collector.Daemon.Commands;

/// <summary>Makes the options that the <c>collector simulate</c> commands have in common.</summary>
internal static class SimulateOption
{
    public static Option<int> Number(string name, string description, int value) =>
        new(name) { Description = description, DefaultValueFactory = _ => value, HelpName = "N" };

    public static Option<double> Fraction(string name, string description) =>
        new(name) { Description = $"{description}; 0 to 1", DefaultValueFactory = _ => 0, HelpName = "FRACTION" };

    public static Option<TimeArgument> Time(string name, string description, TimeSpan value) =>
        new(name) { Description = description, DefaultValueFactory = _ => new TimeArgument(value), CustomParser = ParseTime, HelpName = "DURATION" };

    private static TimeArgument ParseTime(ArgumentResult argument)
    {
        var text = argument.Tokens.Single().Value;
        var number = text.TrimEnd("msh".ToCharArray());
        TimeSpan? unit = text[number.Length..] switch
        {
            "ms" => TimeSpan.FromMilliseconds(1),
            "s" => TimeSpan.FromSeconds(1),
            "m" => TimeSpan.FromMinutes(1),
            "h" => TimeSpan.FromHours(1),
            _ => null,
        };
        if (unit is { } length && double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count)
            && count <= 1_000_000)
            return new TimeArgument(length * count);
        argument.AddError($"'{text}' is not a time such as 250ms, 3s or 5m.");
        return default;
    }
}
