using Nmt.Model;
using Nmt.Model.Errors;
using Nmt.Web.Services;

namespace Nmt.Tests.Web.Fakes;

/// <summary>
/// Models that know a few sentences and write others in capitals, word by word as a search would, and report what the
/// worker does with them.
/// </summary>
internal sealed class PhraseBook : IModelLoader
{
    private static readonly Dictionary<string, string[]> Phrases = new()
    {
        ["Where is the train station?"] = ["Wo ist der Bahnhof?", "Wo ist denn der Bahnhof?", "Wo liegt der Bahnhof?", "Wo befindet sich der Bahnhof?", "Wo ist die Bahnstation?"],
        ["My sister does not eat meat."] = ["Meine Schwester isst kein Fleisch.", "Meine Schwester isst nicht Fleisch.", "Meine Schwester mag kein Fleisch.", "Die Schwester isst kein Fleisch.", "Meine Schwester esst kein Fleisch."],
        ["We will visit our friends tomorrow."] = ["Morgen besuchen wir unsere Freunde.", "Wir werden morgen unsere Freunde besuchen.", "Wir besuchen morgen unsere Freunde.", "Morgen werden wir unsere Freunde besuchen.", "Wir besuchen unsere Freunde morgen."],
        ["Wo ist der Bahnhof?"] = ["Where is the train station?", "Where is the station?"],
    };

    private readonly List<TranslationOptions> _asked = [];

    /// <summary>Called on the worker's thread before each word; a test waits, fails or counts here.</summary>
    public Action<string, CancellationToken> BeforeWord { get; set; } = (_, _) => { };

    /// <summary>The texts of each batch, in order.</summary>
    public List<string[]> Batches { get; } = [];

    /// <summary>The language that each text of each batch was to be written in, in order; null where none was named.</summary>
    public List<IReadOnlyList<string?>> Languages { get; } = [];

    /// <summary>What each model remembers.</summary>
    public WaveMemory Memory { get; } = new();

    /// <summary>With what options each batch was asked for, in order; a snapshot.</summary>
    public IReadOnlyList<TranslationOptions> Asked
    {
        get
        {
            lock (_asked)
            {
                return [.. _asked];
            }
        }
    }

    /// <summary>Names of the threads that loaded, translated or disposed.</summary>
    public HashSet<string?> Threads { get; } = [];

    public List<string> Disposed { get; } = [];

    public ILoadedModel Load(string folder)
    {
        Threads.Add(Thread.CurrentThread.Name);
        return File.Exists(Path.Combine(folder, "damaged"))
            ? throw new NmtException($"{folder}/model.safetensors: damaged. Copy or train the model again.")
            : new Book(this, folder);
    }

    private sealed class Book(PhraseBook owner, string folder) : ILoadedModel
    {
        private readonly string _name = Path.GetFileName(folder);

        public ModelManifest Manifest { get; } = File.Exists(Path.Combine(folder, ModelManifest.FileName)) ? ModelManifest.Read(folder) : new()
        {
            Name = $"{Path.GetFileName(folder)} demo",
            SourceLanguage = Path.GetFileName(folder).Split('-')[0],
            TargetLanguage = Path.GetFileName(folder).Split('-')[^1],
        };

        public IModelMemory? Memory => owner.Memory;

        public IReadOnlyList<Translation> Translate(
            IReadOnlyList<SourceLine> lines,
            TranslationOptions options,
            Action<TranslationUpdate>? progress,
            CancellationToken token)
        {
            owner.Threads.Add(Thread.CurrentThread.Name);
            lock (owner._asked)
            {
                owner._asked.Add(options);
            }

            lock (owner.Batches)
            {
                owner.Batches.Add([.. lines.Select(line => line.Text)]);
                owner.Languages.Add([.. lines.Select(line => line.Into)]);
            }

            return [.. lines.Select((line, index) => One(line, index, options, progress, token))];
        }

        public ForcedTranslation Force(string source, string target, int runnersUp, string? into, CancellationToken token)
        {
            owner.Threads.Add(Thread.CurrentThread.Name);
            foreach (string word in target.Split(' '))
            {
                owner.BeforeWord(word, token);
                token.ThrowIfCancellationRequested();
            }

            lock (owner.Batches)
            {
                owner.Languages.Add([into]);
            }

            return Translations.Forced(source, target, runnersUp);
        }

        public void Dispose()
        {
            owner.Threads.Add(Thread.CurrentThread.Name);
            owner.Disposed.Add(_name);
        }

        private Translation One(
            SourceLine asked,
            int index,
            TranslationOptions options,
            Action<TranslationUpdate>? progress,
            CancellationToken token)
        {
            string line = asked.Text;
            string[] texts = Begun(Phrases.TryGetValue(line, out string[]? known) ? known : Invent(line), options.Constraints.Prefix);
            texts = Manifest.Directions.Count > 1 ? [.. texts.Select(text => $"{asked.Into}: {text}")] : texts;
            string written = "";
            int step = 0;
            foreach (string word in texts[0].Split(' '))
            {
                owner.BeforeWord(word, token);
                token.ThrowIfCancellationRequested();
                written = written.Length == 0 ? word : $"{written} {word}";
                progress?.Invoke(new TranslationUpdate(index, written, -0.3, step++, false)
                {
                    Traces = options.Search.TraceNodes > 0 ? () => [Inspections.Growing(written)] : null,
                });
            }

            // With a unit held, the second best comes out.
            string[] best = [.. texts.Skip(options.Clamps.Count > 0 ? 1 : 0).Take(options.Search.NBest)];
            Translation made = options.Search.KeepAttention
                ? Translations.Of(line, best)
                : Translations.WithoutAttention(line, best);
            return options.Search switch
            {
                { KeepRunnersUp: > 0 } => Inspections.Of(made),
                { TraceNodes: > 0 } => made with { Traces = [Translations.Trace(line, texts)] },
                _ => made,
            };
        }

        /// <summary>The texts that begin as asked; one that stops there where none does.</summary>
        private static string[] Begun(string[] texts, string prefix)
        {
            string[] found = [.. texts.Where(text => text.StartsWith(prefix.TrimEnd(), StringComparison.Ordinal))];
            return found.Length > 0 ? found : [prefix.TrimEnd()];
        }

        private static string[] Invent(string line) => [line.ToUpperInvariant(), $"{line.ToUpperInvariant()}!", $"«{line.ToUpperInvariant()}»"];
    }
}
