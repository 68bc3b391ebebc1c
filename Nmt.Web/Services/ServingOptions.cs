using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Nmt.Model;
using Nmt.Model.Constraints;
using Nmt.Model.Search;

namespace Nmt.Web.Services;

/// <summary>What the server serves and how much of it one caller may ask for. Section <c>Nmt</c> of the configuration.</summary>
public sealed class ServingOptions
{
    public const string Section = "Nmt";

    // Of one translation: longer ones are loops.
    private const double MaxLengthRatio = 10;
    private const int MaxLengthOffset = 200;

    // Of what one request may ask to be said, seen or held: each of these is looked at in every step.
    private const int Phrases = 100;
    private const int GlossaryPhrases = 1_000;
    private const int Interventions = 256;

    // The beginning of a translation is as long as a translation, which is longer than its text.
    private const int PrefixGrowth = 4;

    /// <summary>The folder whose sub-folders are model bundles; watched, so bundles may come, change and go.</summary>
    [Required]
    public string Models { get; set; } = "models";

    /// <summary>The folder of training runs; a run under way is shown on the page. It need not exist.</summary>
    [Required]
    public string Runs { get; set; } = "runs";

    /// <summary>The file that takes readers' better translations, one JSON object a line; empty to take none.</summary>
    public string Suggestions { get; set; } = "";

    /// <summary>How large that file may grow.</summary>
    [Range(1_000, 10_000_000_000)]
    public long SuggestionsBytes { get; set; } = 100_000_000;

    /// <summary>Whether the log holds what is translated. It belongs to the readers: ask them first.</summary>
    public bool LogTexts { get; set; }

    /// <summary><c>cpu</c>, or a device that the installed libtorch knows.</summary>
    [Required]
    public string Device { get; set; } = "cpu";

    /// <summary>Threads of the maths library; 0 leaves the choice to it.</summary>
    [Range(0, 256)]
    public int Threads { get; set; }

    /// <summary>The longest text of one request, in UTF-16 units. Also keeps the page's messages under SignalR's 32 KB.</summary>
    [Range(1, 5_000)]
    public int CharacterLimit { get; set; } = 5_000;

    /// <summary>The most texts in one API request.</summary>
    [Range(1, 1_000)]
    public int BatchLimit { get; set; } = 32;

    /// <summary>The most alternatives that an API request may ask for.</summary>
    [Range(0, 9)]
    public int Alternatives { get; set; } = 5;

    /// <summary>Beam width; widened to the number of hypotheses asked for.</summary>
    [Range(1, 10)]
    public int Beam { get; set; } = 5;

    /// <summary>The widest beam, and the most draws, that a request's own search options may ask for.</summary>
    [Range(1, 64)]
    public int BeamLimit { get; set; } = 10;

    /// <summary>The most nodes of its search tree that a request may ask to see, for each sentence.</summary>
    [Range(0, 100_000)]
    public int TraceLimit { get; set; } = 5_000;

    /// <summary>Requests that may wait, for the page and for the API each. A request beyond them is told to try again.</summary>
    [Range(1, 10_000)]
    public int QueueLength { get; set; } = 64;

    /// <summary>Requests of one circuit or one client of the API that may wait.</summary>
    [Range(1, 10_000)]
    public int CallerQueueLength { get; set; } = 16;

    /// <summary>The most requests decoded together.</summary>
    [Range(1, 256)]
    public int MicroBatch { get; set; } = 16;

    /// <summary>The most text decoded together, in UTF-16 units; one request alone may have more.</summary>
    [Range(1, 1_000_000)]
    public int MicroBatchCharacters { get; set; } = 4_000;

    /// <summary>How long a request may wait and decode, in seconds.</summary>
    [Range(1, 600)]
    public int DeadlineSeconds { get; set; } = 30;

    /// <summary>How long a stopping server may still work on the requests that it has, in seconds.</summary>
    [Range(1, 600)]
    public int ShutdownSeconds { get; set; } = 20;

    /// <summary>
    /// What of a request's own search options this server does not allow, one sentence a fault. It bounds the work of
    /// one decoding step and the number of steps; how long the steps take is up to the deadline.
    /// </summary>
    internal IReadOnlyList<string> FaultsOf(TranslationOptions options)
    {
        SearchOptions search = options.Search;
        var faults = options.Faults().ToList();
        AddAbove(search.Beam, BeamLimit, "beam");
        AddAbove(search.NBest, BeamLimit, options.Ranking is null ? "n-best" : "candidates");
        AddAbove(search.TraceNodes, TraceLimit, "trace nodes");
        AddAbove(search.MaxLengthRatio, MaxLengthRatio, "maximum length ratio");
        AddAbove(search.MaxLengthOffset, MaxLengthOffset, "maximum length offset");
        AddAbove(search.MinLength, MaxLengthOffset, "minimum length");
        AddAbove(options.Workers, 1, "workers");
        LineConstraints said = options.Constraints;
        AddAbove(said.Required.Count + said.Forbidden.Count, Phrases, "phrases");
        AddAbove(
            new[] { said.LaterPrefixes, said.Required, said.Forbidden, [said.Prefix] }.Sum(texts => texts.Sum(text => (double)text.Length)),
            PrefixGrowth * CharacterLimit,
            "characters of prefixes and phrases");
        AddAbove(options.Glossary?.Count ?? 0, GlossaryPhrases, "phrases of a glossary");
        AddAbove(options.ForcedAttention.Count + options.Clamps.Count, Interventions, "steps of attention and clamps");
        return faults;

        void AddAbove(double found, double limit, string name)
        {
            if (found > limit)
            {
                faults.Add(string.Create(CultureInfo.InvariantCulture, $"{name}: this server allows {limit} at most, found {found}."));
            }
        }
    }
}
