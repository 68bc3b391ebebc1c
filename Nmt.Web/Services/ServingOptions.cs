using System.ComponentModel.DataAnnotations;

namespace Nmt.Web.Services;

/// <summary>What the server serves and how much of it one caller may ask for. Section <c>Nmt</c> of the configuration.</summary>
public sealed class ServingOptions
{
    public const string Section = "Nmt";

    /// <summary>The folder whose sub-folders are model bundles; watched, so bundles may come, change and go.</summary>
    [Required]
    public string Models { get; set; } = "models";

    /// <summary>The folder of training runs; a run under way is shown on the page. It need not exist.</summary>
    [Required]
    public string Runs { get; set; } = "runs";

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

    /// <summary>Requests that may wait, for the page and for the API each. A request beyond them is told to try again.</summary>
    [Range(1, 10_000)]
    public int QueueLength { get; set; } = 64;

    /// <summary>The most requests decoded together.</summary>
    [Range(1, 256)]
    public int MicroBatch { get; set; } = 16;

    /// <summary>How long a request may wait and decode, in seconds.</summary>
    [Range(1, 600)]
    public int DeadlineSeconds { get; set; } = 30;
}
