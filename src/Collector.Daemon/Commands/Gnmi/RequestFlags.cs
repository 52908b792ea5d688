using System.CommandLine;
using System.Diagnostics.CodeAnalysis;
using Collector.Gnmi.Configuration;
using Collector.Gnmi.Paths;
using Collector.Gnmi.Protocol;

namespace Collector.Daemon.Commands.Gnmi;

/// <summary>What is asked for, as far as Get and Subscribe have it in common.</summary>
internal sealed class RequestFlags
{
    private readonly Option<string[]> _paths = new("--path") { Description = "What to ask for, such as /interfaces/interface[name=*]/state; may be repeated", HelpName = "PATH" };
    private readonly Option<string?> _prefix = new("--prefix") { Description = "Stands before every path", HelpName = "PATH" };
    private readonly Option<string?> _target = new("--target") { Description = "The prefix's target, for gateways that speak for several devices", HelpName = "NAME" };
    private readonly Option<string?> _encoding = new("--encoding", "-e") { Description = $"{string.Join(", ", EncodingText.Words)}, or a number; by default the best that the target says it has", HelpName = "E" };
    private readonly Option<uint> _depth = new("--depth") { Description = "Levels below the paths; 0 for all", HelpName = "N" };
    private readonly Option<string[]> _models = new("--model") { Description = "A model to use; may be repeated", DefaultValueFactory = _ => [], HelpName = "NAME" };

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _paths, _prefix, _target, _encoding, _depth, _models }) command.Options.Add(option);
    }

    public bool TryRead(ParseResult result, [NotNullWhen(true)] out RequestContent? content, [NotNullWhen(false)] out string? refusal)
    {
        content = null;
        refusal = null;
        var paths = new List<GnmiPath>();
        foreach (var text in result.GetValue(_paths) ?? [])
        {
            if (!TryParse("--path", text, out var path, out refusal)) return false;
            paths.Add(path);
        }

        GnmiPath? prefix = null;
        if (result.GetValue(_prefix) is { } before && !TryParse("--prefix", before, out prefix, out refusal)) return false;
        Encoding? encoding = null;
        if (result.GetValue(_encoding) is { } word)
        {
            if (!EncodingText.TryParse(word, out var known)) refusal = "--" + EncodingText.Refusal(word);
            encoding = known;
        }

        if (paths.Count == 0 && prefix is null) refusal = "What should be asked for? --path /interfaces, or --path / for everything";
        if (refusal is not null) return false;
        content = new RequestContent(paths.Count == 0 ? [GnmiPath.Root] : paths, prefix, result.GetValue(_target) ?? "", encoding, result.GetValue(_depth), result.GetValue(_models) ?? []);
        return true;
    }

    private static bool TryParse(string flag, string text, [NotNullWhen(true)] out GnmiPath? path, [NotNullWhen(false)] out string? refusal)
    {
        var isPath = PathText.TryParse(text, out path, out var problem);
        refusal = isPath ? null : $"{flag} {text}: {problem}";
        return isPath;
    }
}
