using System.CommandLine;

namespace Collector.Daemon.Commands;

/// <summary>A flag as Go programs have it: <c>--name</c> turns it on and <c>--no-name</c> turns it off.</summary>
internal sealed class Switch
{
    private readonly Option<bool> _on;
    private readonly Option<bool> _off;
    private readonly bool _default;

    /// <param name="name">With its dashes.</param>
    /// <param name="description">For <c>--help</c>.</param>
    /// <param name="isOn">What it is when neither form is given.</param>
    public Switch(string name, string description, bool isOn = false)
    {
        _default = isOn;
        _on = new Option<bool>(name) { Description = description, Hidden = isOn };
        _off = new Option<bool>($"--no-{name[2..]}") { Description = description, Hidden = !isOn };
    }

    public IEnumerable<Option> Options => [_on, _off];

    public bool IsOn(ParseResult result) =>
        !(result.GetResult(_off) is not null && result.GetValue(_off)) && (result.GetResult(_on) is null ? _default : result.GetValue(_on));
}
