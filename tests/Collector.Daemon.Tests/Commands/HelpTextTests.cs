using System.CommandLine;
using Collector.Daemon.Commands;
using Collector.Daemon.Commands.Gnmi;

namespace Collector.Daemon.Tests.Commands;

/// <summary>All of <c>--help</c> is written by one hand.</summary>
public sealed class HelpTextTests
{
    private static IEnumerable<Command> Commands => new[] { DemoCommand.Create(), RunCommand.Create(), WalkCommand.Create(), GnmiCommand.Create(), CheckCommand.Create(), SimulateCommand.Create() }
        .SelectMany(command => command.Subcommands.Prepend(command));

    [Fact]
    public void A_description_begins_with_a_capital_or_a_word_to_be_typed_and_ends_without_a_full_stop() =>
        Assert.All(Commands.SelectMany(command => command.Options.Where(option => !option.Hidden).Cast<Symbol>().Concat(command.Arguments).Prepend(command)), symbol =>
        {
            Assert.False(string.IsNullOrWhiteSpace(symbol.Description), symbol.Name);
            Assert.False(symbol.Description!.EndsWith('.'), $"{symbol.Name}: {symbol.Description}");
            Assert.True(char.IsAsciiLetterUpper(symbol.Description[0]) || symbol.Description.Split([',', ';'])[0].All(letter => char.IsAsciiLetterLower(letter) || letter is '-' or '_'), $"{symbol.Name}: {symbol.Description}");
        });

    [Fact]
    public void What_takes_a_value_says_of_what_kind() =>
        Assert.All(Commands.SelectMany(command => command.Options).Where(option => !option.Hidden && option.ValueType != typeof(bool)), option => Assert.NotNull(option.HelpName));

    [Fact]
    public void Defaults_are_shown_as_they_are_written()
    {
        using var output = new StringWriter();
        new RootCommand { SimulateCommand.Create() }.Parse(["simulate", "snmp", "--help"]).Invoke(new InvocationConfiguration { Output = output });

        Assert.Contains("[default: 3s]", output.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("00:00", output.ToString(), StringComparison.Ordinal);
    }
}
