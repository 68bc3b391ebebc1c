using System.CommandLine;
using System.Globalization;
using Nmt.Training.Commands;
using Nmt.Training.Reporting;

// Numbers have a point, whatever the language of the system: "0.1" is a tenth in options, files and results.
CultureInfo.CurrentCulture = CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;

var terminal = Terminal.OfThisProcess();

// The verbs, in the order of the work; `nmt --help` shows them so.
Command[] verbs =
[
    PrepareCommand.Create(terminal, TimeProvider.System),
    TrainCommand.Create(terminal, TimeProvider.System),
    TranslateCommand.Create(terminal, TimeProvider.System),
    EvaluateCommand.Create(terminal, TimeProvider.System),
    ScoreCommand.Create(terminal, TimeProvider.System),
    AverageCommand.Create(terminal, TimeProvider.System),
    InfoCommand.Create(terminal, TimeProvider.System),
];

using var interruption = new Interruption(terminal.Error);
var exitCode = await CommandLine.RunAsync(verbs, args, terminal, interruption.Token);
return exitCode == CommandLine.Interrupted ? interruption.ExitCode : exitCode;
