using System.CommandLine;
using System.Runtime.InteropServices;
using Nmt.Model.Errors;
using Nmt.Training.Corpus;
using Nmt.Training.Learning;
using Nmt.Training.Presets;
using Nmt.Training.Reporting;
using TorchSharp;

namespace Nmt.Training.Commands;

/// <summary><c>nmt train</c>: from a configuration and a prepared corpus to a model bundle.</summary>
internal static class TrainCommand
{
    public static Command Create(Terminal terminal, TimeProvider time)
    {
        var config = new Option<string?>("--config") { Description = "The recipe: JSON with comments. Without it a preset is taken.", HelpName = "FILE" };
        var preset = new Option<string?>("--preset") { Description = "A recipe by the size of the corpus. Default: auto.", HelpName = "NAME" };
        preset.AcceptOnlyFromAmong([Preset.Auto, .. Preset.All.Select(each => each.Name)]);
        var data = new Option<string>("--data") { Description = "What nmt prepare wrote.", HelpName = "DIR", Required = true };
        var output = new Option<string?>("--output") { Description = "The run's folder. A run that was cut goes on there with its recipe; another is refused, but for its checkpoints and log. Default: runs/ and the name of --data.", HelpName = "DIR" };
        var init = new Option<string?>("--init") { Description = "Begins from the weights of this model, or from the weights and moments of this checkpoint. Its network is taken over; prepare the corpus with its subwords (prepare --subwords).", HelpName = "DIR" };
        var set = new Option<string[]>("--set") { Description = "Changes one value of the recipe, as in optimizer.learningRate=0.001. May be repeated.", HelpName = "KEY=VALUE" };
        var restart = new Option<bool>("--restart") { Description = "Removes the run in --output and begins again, with the recipe and --init of this call." };
        var board = new Option<string?>("--tensorboard") { Description = "Also write event files for TensorBoard there.", HelpName = "DIR" };
        var threads = CommonOptions.Threads();
        var device = CommonOptions.Device();
        var command = new Command("train", "Trains a model; called again, it goes on where it was cut.")
        {
            config, preset, data, output, init, set, restart, board, threads, device,
        };
        command.SetWork((arguments, cancellation) => Train(
            new TrainRequest
            {
                Config = arguments.GetValue(config),
                Preset = arguments.GetValue(preset),
                Data = arguments.GetRequiredValue(data),
                Output = arguments.GetValue(output) ?? Path.Combine("runs", FolderName(arguments.GetRequiredValue(data))),
                Init = arguments.GetValue(init),
                Set = arguments.GetValue(set) ?? [],
                Restart = arguments.GetValue(restart),
                TensorBoard = arguments.GetValue(board),
                Threads = arguments.GetValue(threads) ?? Environment.ProcessorCount,
                Device = arguments.GetRequiredValue(device),
            },
            terminal, time, cancellation));
        return command;
    }

    private sealed record TrainRequest
    {
        public required string? Config { get; init; }
        public required string? Preset { get; init; }
        public required string Data { get; init; }
        public required string Output { get; init; }
        public required string? Init { get; init; }
        public required IReadOnlyList<string> Set { get; init; }
        public required bool Restart { get; init; }
        public required string? TensorBoard { get; init; }
        public required int Threads { get; init; }
        public required string Device { get; init; }
    }

    private static int Train(TrainRequest request, Terminal terminal, TimeProvider time, CancellationToken cancellation)
    {
        var size = CorpusSize.Of(PreparedCorpus.Read(request.Data));
        var begun = request.Restart ? null : RunFolder.Describe(request.Output);
        var (config, why) = Recipe(request, size, begun);
        var goesOn = begun?.BeganFrom(request.Init) == true; // the model that it began from may be gone
        using var initial = goesOn || request.Init is null ? null : InitialWeights.Read(request.Init);
        if ((goesOn ? begun!.Config.Model : initial?.Network) is { } network)
            config = config with { Model = InitialWeights.Shape(network, config.Model) };
        var corpus = TrainingCorpus.Read(request.Data, config.Data);
        torch.set_num_threads(request.Threads);
        var device = torch.device(ComputeDevice.Resolve(request.Device));
        MustFit(config, size, device);

        using var folder = RunFolder.Open(request.Output, request.Restart);
        var description = RunDescription.Of(config, request.Data, corpus) with
        {
            Init = initial?.Hash ?? begun?.Init,
            InitFolder = initial is null ? begun?.InitFolder : RunDescription.Place(request.Init!),
        };
        folder.Claim(description);
        using var learned = new LearnedState(config, corpus.Tokenizer.Vocabulary.Count, device);
        var environment = Describe(request, device);
        var files = new RunFiles(folder, corpus, config.Checkpoints.Keep, time) { Arithmetic = environment.Arithmetic };
        void Warn(string warning) => terminal.Error.WriteLine($"nmt: warning: {warning}");
        var checkpoint = files.Restore(learned, Warn);
        if (checkpoint is null && description.Init is not null)
            Begin(files, learned, initial, description);
        if (files.State.Finished is { } reason)
        {
            terminal.Error.WriteLine($"{request.Output}: this run is over ({reason}, step {files.State.Step}); its model is {folder.Best}. --restart begins again, with the recipe and --init that are given then.");
            return CommandLine.Done;
        }

        if (why is not null)
            terminal.Error.WriteLine($"nmt: {why}");
        terminal.Error.WriteLine($"nmt: the run is in {request.Output}; called again, it goes on there");
        var pairs = new TrainingPairs(corpus, config);
        terminal.Error.WriteLine($"nmt: {TrainingEstimate.Of(config, size.In(pairs.Spelled(0))).Describe(MatrixSpeed.Measure(device, time), config.Epochs)}");
        if (checkpoint is not null && files.State.Arithmetic != environment.Arithmetic)
        {
            terminal.Error.WriteLine(
                $"nmt: warning: the run was on {files.State.Arithmetic} and goes on on {environment.Arithmetic}: its weights will "
                + "differ in the last digits from those of a run that was not cut.");
        }

        var validation = new Validation(corpus.Dev, corpus.Tokenizer, config.Evaluation);
        var trainer = new Trainer(config, pairs, learned, validation, files);
        SessionBegan first = checkpoint is null
            ? Started(environment, corpus, learned, config.Seed, trainer.TotalSteps)
            : new RunResumed(files.State.Step, environment) { Checkpoint = checkpoint, Seed = config.Seed, TotalSteps = trainer.TotalSteps };
        using var log = RunLog.Open(folder.Log, files.State.Step, time, Warn);
        using var board = request.TensorBoard is { } path ? TensorBoardLog.Open(path, files.State.Step, time, Warn) : null;
        var events = log.Record(trainer.Run(cancellation).Prepend(first));
        var last = Display(terminal, time).Follow(board?.Record(events) ?? events, files.State.Step, trainer.TotalSteps);
        return last is RunEnded { Reason: RunEnded.Interrupted } ? CommandLine.Interrupted : CommandLine.Done;
    }

    // A run that was cut before its first checkpoint needs once more what it began from.
    private static void Begin(RunFiles files, LearnedState learned, InitialWeights? initial, RunDescription description)
    {
        using var again = initial is null ? InitialWeights.Read(description.InitFolder ?? "") : null;
        if (again is not null && again.Hash != description.Init)
            throw new NmtException($"{description.InitFolder}: is not the model any more that the run began from, and there is no checkpoint yet. Begin the run again with --restart.");
        files.Begin(initial ?? again!, learned);
    }

    private static RunEnvironment Describe(TrainRequest request, torch.Device device) => new()
    {
        Version = ProgramVersion.Number,
        Commit = SourceCommit.Describe(),
        Runtime = RuntimeInformation.FrameworkDescription,
        Torch = $"{typeof(torch).Assembly.GetName().Name} {typeof(torch).Assembly.GetName().Version!.ToString(3)}",
        Device = device.ToString(),
        Threads = request.Threads,
        Kernel = Machine.Kernel,
    };

    private static RunStarted Started(
        RunEnvironment environment, TrainingCorpus corpus, LearnedState learned, long seed, int totalSteps) => new(environment)
        {
            Seed = seed,
            TotalSteps = totalSteps,
            Parameters = learned.Model.parameters().Sum(parameter => parameter.numel()),
            TrainPairs = corpus.Train.Count,
            LeftOutPairs = corpus.LeftOut,
            SourceLanguage = corpus.SourceLanguage,
            TargetLanguage = corpus.TargetLanguage,
        };

    private static ITrainingDisplay Display(Terminal terminal, TimeProvider time) => terminal.Interactive
        ? new ProgressTrainingDisplay(terminal.Error)
        : new PlainTrainingDisplay(terminal.Error, time);

    // A GPU says itself, and at once, that it is full.
    private static void MustFit(TrainingConfig config, CorpusSize size, torch.Device device)
    {
        if (device.type == DeviceType.CPU && TrainingEstimate.Refusal(config, size, MachineMemory.Free()) is { } refusal)
            throw new NmtException(refusal);
    }

    private static string FolderName(string path) => Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)));

    /// <summary>The recipe, and why a preset was taken where one was. A run that has begun keeps its own.</summary>
    private static (TrainingConfig Config, string? Why) Recipe(TrainRequest request, CorpusSize size, RunDescription? begun)
    {
        if (request is { Config: not null, Preset: not null })
            throw new WrongUsageException(["--config and --preset: a run has one recipe; give one of them."]);
        if (request.Config is { } own)
            return (TrainingConfig.Read(own, request.Set), null);
        if (begun is not null && request.Preset is null)
            return (begun.Config.With(request.Set, request.Output), null);
        var preset = request.Preset is null or Preset.Auto ? Preset.For(size.Own) : Preset.Named(request.Preset)!;
        return (TrainingConfig.Read(preset.Config, request.Set), preset.Explain(size.Own));
    }
}
