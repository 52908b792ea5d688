using System.CommandLine;
using Collector.Fuzz;

var target = new Argument<string>("target") { Description = "What reads the input: " + string.Join(", ", FuzzTargets.All.Select(one => one.Name)) };
target.AcceptOnlyFromAmong([.. FuzzTargets.All.Select(one => one.Name)]);
var seconds = new Option<double>("--seconds") { Description = "How long", DefaultValueFactory = _ => 60, HelpName = "N" };
var seed = new Option<long?>("--seed") { Description = "The first input's seed; a finding's seed makes it again, with --seconds 0", HelpName = "S" };
var input = new Option<FileInfo?>("--input") { Description = "Read this file and nothing else", HelpName = "FILE" };
var save = new Option<DirectoryInfo>("--save") { Description = "Where the input of a finding goes", DefaultValueFactory = _ => new DirectoryInfo("."), HelpName = "FOLDER" };
var root = new RootCommand("Damages good input until something throws, contradicts itself or does not end; stops at the first such input, and keeps it.") { target, seconds, seed, input, save };
root.SetAction(parsed => FuzzCommand.Run(
    FuzzTargets.Named(parsed.GetRequiredValue(target)),
    new FuzzOptions(TimeSpan.FromSeconds(parsed.GetValue(seconds)), parsed.GetValue(seed), parsed.GetValue(input), parsed.GetRequiredValue(save))));
return root.Parse(args).Invoke();
