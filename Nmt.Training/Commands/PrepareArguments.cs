using System.CommandLine;
using System.CommandLine.Parsing;
using Nmt.Training.Corpus;

namespace Nmt.Training.Commands;

/// <summary>The options of <c>nmt prepare</c>, and the way from them to <see cref="PrepareOptions"/>.</summary>
internal sealed class PrepareArguments
{
    private static readonly FilterOptions Filter = new();

    private readonly Option<string> _sourceLanguage = new("--source-lang") { Description = "Language of the source, as in en.", HelpName = "CODE" };
    private readonly Option<string> _targetLanguage = new("--target-lang") { Description = "Language of the target, as in de.", HelpName = "CODE" };
    private readonly Option<string[]> _train = Files("--train", 2, "Training text: the source file, then the target file (UTF-8 or .gz), line by line translations.");
    private readonly Option<string?> _table = new("--file") { Description = "Training text in one file: a table (source, tab, target) or, where it ends in .tmx, a translation memory; plain or .gz.", HelpName = "FILE" };
    private readonly Option<string[]> _dev = Files("--dev", 1, "Development text: two files, or one as --file takes it. Default: drawn from the training text, without leaks.");
    private readonly Option<string[]> _test = Files("--test", 1, "Test text: two files, or one as --file takes it. Default: drawn from the training text, without leaks.");
    private readonly Option<string[]> _join = new("--join") { Description = "Joins prepared corpora of several directions into one, for one model of all: each source is opened by a tag of its target language. Needs --output alone, and takes --vocab-size or --subwords.", HelpName = "DIR", AllowMultipleArgumentsPerToken = true };
    private readonly Option<string?> _output = new("--output") { Description = "The folder to make; an older prepared one is replaced.", HelpName = "DIR" };
    private readonly Option<int?> _vocabulary = CommonOptions.WholeNumber("--vocab-size", SubwordTrainer.SmallestVocabulary, "Pieces of the joint vocabulary, special tokens and 256 bytes included. Default: by the number of training pairs, those of --diversify not counted, 2,000 to 32,000.");
    private readonly Option<string?> _subwords = new("--subwords") { Description = "Takes the subwords of this model or prepared corpus instead of learning new ones, to train that model further; a larger --vocab-size adds pieces to them.", HelpName = "DIR" };
    private readonly Option<string[]> _diversify = new("--diversify") { Description = "Adds what these models make of the training text: its sources with their translations or, by a model of the other direction, its targets with theirs. They must have been prepared with the same dev and test. The filters apply but for the language checks; a cut run begins again.", HelpName = "DIR", AllowMultipleArgumentsPerToken = true };
    private readonly Option<string> _device = CommonOptions.Device();
    private readonly Option<int?> _threads = CommonOptions.Threads();
    private readonly Option<int?> _devSize = Size("--dev-size", "development");
    private readonly Option<int?> _testSize = Size("--test-size", "test");
    private readonly Option<int> _maxLength = Number("--max-length", Filter.MaxPieces, 1, "Drops training pairs with a side of more pieces.");
    private readonly Option<int> _maxCharacters = Number("--max-characters", Filter.MaxCharacters, 1, "Drops training pairs with a side of more characters.");
    private readonly Option<double> _maxRatio = new("--max-ratio") { Description = "Drops training pairs with a side of so many times the other's pieces.", DefaultValueFactory = _ => Filter.MaxRatio };
    private readonly Option<int> _ratioGrace = Number("--ratio-grace", Filter.RatioGrace, 0, "Pieces that a side may have whatever the other has: --max-ratio is for longer ones.");
    private readonly Option<int> _shortestCopy = Number("--shortest-copy", Filter.ShortestCopy, 1, "Characters from which on a target that repeats its source is dropped; shorter ones are reported.");
    private readonly Option<bool> _keepDuplicates = new("--keep-duplicates") { Description = "Keeps pairs that occurred before." };
    private readonly Option<bool> _keepCopies = new("--keep-copies") { Description = "Keeps long pairs whose target repeats the source." };
    private readonly Option<OverlapRule> _overlap = new("--overlap") { Description = "What training pairs must not share with dev and test: nothing, pair or side.", DefaultValueFactory = _ => Filter.Overlap };
    private readonly Option<string[]> _drop = Checks("--drop", CheckRule.Kept, "Drops training pairs that these checks find; by default they are only reported");
    private readonly Option<string[]> _keep = Checks("--keep", CheckRule.Dropped, "Keeps training pairs that these checks find; by default they are dropped");
    private readonly Option<UnequalCountsRule> _unequal = new("--unequal-counts") { Description = "Where two files have unequal numbers of lines: stop, or cut to the lines that both have.", DefaultValueFactory = _ => UnequalCountsRule.Stop };
    private readonly Option<bool> _check = new("--check") { Description = "Reports only: no --output is needed and nothing is written." };
    private readonly Option<int> _seed = Number("--seed", 1, 0, "Seed of the draw.");

    public PrepareArguments()
    {
        _overlap.AcceptOnlyFromAmong("nothing", "pair", "side");
        _unequal.AcceptOnlyFromAmong("stop", "cut");
        _maxRatio.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<double>() is < 1 or double.NaN)
            {
                result.AddError($"--max-ratio: expected at least 1, found {result.Tokens[0].Value}.");
            }
        });
    }

    public IEnumerable<Option> All =>
    [
        _sourceLanguage, _targetLanguage, _train, _table, _join, _dev, _test, _output, _check, _vocabulary, _subwords, _diversify, _device, _threads, _devSize, _testSize,
        _maxLength, _maxCharacters, _maxRatio, _ratioGrace, _shortestCopy, _drop, _keep, _keepDuplicates, _keepCopies, _overlap, _unequal, _seed,
    ];

    /// <summary>The prepared corpora to join; empty where a raw one is to be prepared.</summary>
    public string[] Join(ParseResult arguments) => arguments.GetValue(_join) ?? [];

    /// <summary>Where to, and how many pieces or whose.</summary>
    public (string Output, int? VocabularySize, string? Subwords) JoinInto(ParseResult arguments) =>
        (arguments.GetRequiredValue(_output)!, arguments.GetValue(_vocabulary), arguments.GetValue(_subwords));

    public void RequireWhole(CommandResult result)
    {
        if (result.GetResult(_join) is not null)
        {
            RequireJoin(result);
            return;
        }

        foreach (Option<string> language in new[] { _sourceLanguage, _targetLanguage }.Where(option => result.GetResult(option) is null))
        {
            result.AddError($"expected {language.Name} CODE, found none.");
        }

        bool files = result.GetResult(_train) is not null;
        bool table = result.GetResult(_table) is not null;
        if (files == table)
        {
            result.AddError($"expected either --train SOURCE TARGET or --file TABLE, found {(files ? "both" : "neither")}.");
        }

        foreach (Option idle in new Option[] { _device, _threads }.Where(option => result.GetResult(option) is { Implicit: false } && result.GetResult(_diversify) is null))
        {
            result.AddError($"{idle.Name}: it is for the models of --diversify DIR; give one, or leave it out.");
        }

        if (result.GetResult(_diversify) is not null && result.GetResult(_check) is not null)
        {
            result.AddError("--diversify: --check writes nothing, so there is nothing to translate for; leave one of them out.");
        }

        if (result.GetResult(_output) is null == (result.GetResult(_check) is null))
        {
            result.AddError("expected either --output DIR or --check.");
        }
    }

    private void RequireJoin(CommandResult result)
    {
        if (result.GetResult(_output) is null)
        {
            result.AddError("--join: expected --output DIR.");
        }

        if (result.GetResult(_subwords) is not null && result.GetResult(_vocabulary) is not null)
        {
            result.AddError("--vocab-size, --subwords: with --join expected one of them; subwords of several directions end with their tags, so none can be added.");
        }

        Option[] taken = [_join, _output, _vocabulary, _subwords];
        foreach (Option other in All.Except(taken).Where(option => result.GetResult(option) is { Implicit: false }))
        {
            result.AddError($"{other.Name}: --join takes corpora as they were prepared; expected --output, and --vocab-size or --subwords, alone.");
        }
    }

    /// <exception cref="Nmt.Model.Errors.NmtException">A device was asked for that is not there.</exception>
    public PrepareOptions Read(ParseResult arguments) => WithTeachers(arguments, new()
    {
        SourceLanguage = arguments.GetRequiredValue(_sourceLanguage),
        TargetLanguage = arguments.GetRequiredValue(_targetLanguage),
        Train = arguments.GetValue(_table) is { } file ? OneFile(arguments, file) : Corpus(arguments, _train)!,
        Dev = Corpus(arguments, _dev),
        Test = Corpus(arguments, _test),
        Output = arguments.GetValue(_output),
        VocabularySize = arguments.GetValue(_vocabulary),
        Subwords = arguments.GetValue(_subwords),
        DevSize = arguments.GetValue(_devSize),
        TestSize = arguments.GetValue(_testSize),
        Seed = arguments.GetValue(_seed),
        UnequalCounts = arguments.GetValue(_unequal),
        Command = [.. arguments.Tokens.Select(token => token.Value)],
        Filter = Filter with
        {
            MaxPieces = arguments.GetValue(_maxLength),
            MaxCharacters = arguments.GetValue(_maxCharacters),
            MaxRatio = arguments.GetValue(_maxRatio),
            RatioGrace = arguments.GetValue(_ratioGrace),
            ShortestCopy = arguments.GetValue(_shortestCopy),
            DropDuplicates = !arguments.GetValue(_keepDuplicates),
            DropCopies = !arguments.GetValue(_keepCopies),
            Overlap = arguments.GetValue(_overlap),
            Drop = [.. arguments.GetValue(_drop) ?? []],
            Keep = [.. arguments.GetValue(_keep) ?? []],
        },
    });

    // The tensor library is loaded where models translate, not before.
    private PrepareOptions WithTeachers(ParseResult arguments, PrepareOptions options)
    {
        if (arguments.GetValue(_diversify) is not { Length: > 0 } models)
        {
            return options;
        }

        string device = ComputeDevice.Resolve(arguments.GetRequiredValue(_device));
        return options with { Diversify = models, Device = device, Workers = ComputeDevice.Workers(device, arguments.GetValue(_threads)) };
    }

    private ParallelCorpus? Corpus(ParseResult arguments, Option<string[]> option) => arguments.GetValue(option) switch
    {
        [var source, var target] => ParallelCorpus.OfFiles(source, target),
        [var file] => OneFile(arguments, file),
        _ => null,
    };

    private ParallelCorpus OneFile(ParseResult arguments, string path) =>
        ParallelCorpus.OfOneFile(path, arguments.GetRequiredValue(_sourceLanguage), arguments.GetRequiredValue(_targetLanguage));

    private static Option<string[]> Files(string name, int fewest, string description) => new(name)
    {
        Description = description,
        HelpName = "SOURCE TARGET",
        Arity = new ArgumentArity(fewest, 2),
        AllowMultipleArgumentsPerToken = true,
    };

    private static Option<string[]> Checks(string name, CheckRule rule, string description)
    {
        string[] codes = [.. CorpusCheck.Optional.Where(check => check.Rule == rule).Select(check => check.Code)];
        var option = new Option<string[]>(name)
        {
            Description = $"{description}: {string.Join(", ", codes)}.",
            HelpName = "CHECK",
            AllowMultipleArgumentsPerToken = true,
        };
        option.AcceptOnlyFromAmong(codes);
        return option;
    }

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
