using System.CommandLine;
using System.CommandLine.Parsing;
using Nmt.Training.Corpus;
using Nmt.Training.Reporting;

namespace Nmt.Training.Commands;

/// <summary>
/// <c>nmt prepare</c>: raw parallel text in; cleaned splits, subwords and a report of what was dropped and why out.
/// </summary>
internal static class PrepareCommand
{
    public static Command Create(Terminal terminal, TimeProvider time)
    {
        var options = new PrepareArguments();
        var format = CommonOptions.Format();
        var command = new Command("prepare", "Reads a raw corpus, reports what is wrong with it, filters, splits, learns subwords.");
        foreach (Option option in options.All)
        {
            command.Options.Add(option);
        }

        command.Options.Add(format);
        command.Validators.Add(options.RequireOneCorpus);
        command.SetWork((arguments, cancellation) =>
        {
            long start = time.GetTimestamp();
            var preparation = new Preparation(
                options.Read(arguments), stage => terminal.Error.WriteLine($"prepare: {stage}"), cancellation);
            PreparedCorpus prepared = preparation.Run();

            PreparedReport.Write(prepared, terminal.Error);
            terminal.Error.WriteLine($"prepare: wrote {arguments.GetRequiredValue(options.Output)} in {time.GetElapsedTime(start).TotalSeconds:F1} s");
            if (arguments.GetValue(format) == OutputFormat.Json)
            {
                terminal.Out.WriteLine(prepared.ToJson());
            }

            return CommandLine.Done;
        });
        return command;
    }

    /// <summary>The options of the verb, and the way from them to <see cref="PrepareOptions"/>.</summary>
    private sealed class PrepareArguments
    {
        private static readonly FilterOptions Filter = new();

        private readonly Option<string> _sourceLanguage = new("--source-lang") { Description = "Language of the source, as in en.", HelpName = "CODE", Required = true };
        private readonly Option<string> _targetLanguage = new("--target-lang") { Description = "Language of the target, as in de.", HelpName = "CODE", Required = true };
        private readonly Option<string[]> _train = Files("--train", "Training text: the source file, then the target file (UTF-8 or .gz), line by line translations.");
        private readonly Option<string?> _table = new("--file") { Description = "Training text in one file (.tsv or .tsv.gz): source, tab, target.", HelpName = "FILE" };
        private readonly Option<string[]> _dev = Files("--dev", "Development text. Default: drawn from the training text, without leaks.");
        private readonly Option<string[]> _test = Files("--test", "Test text. Default: drawn from the training text, without leaks.");
        private readonly Option<int> _vocabulary = Number("--vocab-size", 6000, SubwordTrainer.SmallestVocabulary, "Pieces of the joint vocabulary, special tokens and 256 bytes included.");
        private readonly Option<int?> _devSize = Size("--dev-size", "development");
        private readonly Option<int?> _testSize = Size("--test-size", "test");
        private readonly Option<int> _maxLength = Number("--max-length", Filter.MaxPieces, 1, "Drops training pairs with a side of more pieces.");
        private readonly Option<double> _maxRatio = new("--max-ratio") { Description = "Drops training pairs with a side of so many times the other's pieces.", DefaultValueFactory = _ => Filter.MaxRatio };
        private readonly Option<bool> _keepDuplicates = new("--keep-duplicates") { Description = "Keeps pairs that occurred before." };
        private readonly Option<bool> _keepCopies = new("--keep-copies") { Description = "Keeps long pairs whose target repeats the source." };
        private readonly Option<OverlapRule> _overlap = new("--overlap") { Description = "What training pairs must not share with dev and test: nothing, pair or side.", DefaultValueFactory = _ => Filter.Overlap };
        private readonly Option<int> _seed = Number("--seed", 1, 0, "Seed of the draw.");

        public PrepareArguments()
        {
            _overlap.AcceptOnlyFromAmong("nothing", "pair", "side");
            _maxRatio.Validators.Add(result =>
            {
                if (result.GetValueOrDefault<double>() is < 1 or double.NaN)
                {
                    result.AddError($"--max-ratio: expected at least 1, found {result.Tokens[0].Value}.");
                }
            });
        }

        public Option<string> Output { get; } = new("--output") { Description = "The folder to make; an older prepared one is replaced.", HelpName = "DIR", Required = true };

        public IEnumerable<Option> All =>
        [
            _sourceLanguage, _targetLanguage, _train, _table, _dev, _test, Output, _vocabulary, _devSize, _testSize,
            _maxLength, _maxRatio, _keepDuplicates, _keepCopies, _overlap, _seed,
        ];

        public void RequireOneCorpus(CommandResult result)
        {
            bool files = result.GetResult(_train) is not null;
            bool table = result.GetResult(_table) is not null;
            if (files == table)
            {
                result.AddError($"expected either --train SOURCE TARGET or --file TABLE, found {(files ? "both" : "neither")}.");
            }
        }

        public PrepareOptions Read(ParseResult arguments) => new()
        {
            SourceLanguage = arguments.GetRequiredValue(_sourceLanguage),
            TargetLanguage = arguments.GetRequiredValue(_targetLanguage),
            Train = arguments.GetValue(_table) is { } table ? ParallelCorpus.OfTable(table) : Corpus(arguments, _train)!,
            Dev = Corpus(arguments, _dev),
            Test = Corpus(arguments, _test),
            Output = arguments.GetRequiredValue(Output),
            VocabularySize = arguments.GetValue(_vocabulary),
            DevSize = arguments.GetValue(_devSize),
            TestSize = arguments.GetValue(_testSize),
            Seed = arguments.GetValue(_seed),
            Filter = Filter with
            {
                MaxPieces = arguments.GetValue(_maxLength),
                MaxRatio = arguments.GetValue(_maxRatio),
                DropDuplicates = !arguments.GetValue(_keepDuplicates),
                DropCopies = !arguments.GetValue(_keepCopies),
                Overlap = arguments.GetValue(_overlap),
            },
        };

        private static ParallelCorpus? Corpus(ParseResult arguments, Option<string[]> option) =>
            arguments.GetValue(option) is [var source, var target] ? ParallelCorpus.OfFiles(source, target) : null;

        private static Option<string[]> Files(string name, string description) => new(name)
        {
            Description = description,
            HelpName = "SOURCE TARGET",
            Arity = new ArgumentArity(2, 2),
            AllowMultipleArgumentsPerToken = true,
        };

        private static Option<int?> Size(string name, string set)
        {
            var option = new Option<int?>(name)
            {
                Description = $"Pairs to draw for the {set} set where none is given; 0 for none. "
                    + $"Default: {PrepareOptions.DefaultHeldOut}, or a twentieth of the corpus where that is less.",
                HelpName = "N",
            };
            RequireAtLeast(option, 0);
            return option;
        }

        private static Option<int> Number(string name, int standard, int least, string description)
        {
            var option = new Option<int>(name) { Description = description, HelpName = "N", DefaultValueFactory = _ => standard };
            RequireAtLeast(option, least);
            return option;
        }

        private static void RequireAtLeast(Option option, int least) => option.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && int.TryParse(token.Value, out int value) && value < least)
            {
                result.AddError($"{option.Name}: expected at least {least}, found {value}.");
            }
        });
    }
}
