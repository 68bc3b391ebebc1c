using System.ComponentModel.DataAnnotations;

namespace Nmt.Web.Services.Workshop;

/// <summary>Who may use the pages that change the server.</summary>
public enum WorkshopRule
{
    /// <summary>Whoever sits at the machine itself; see <see cref="WorkshopDoor"/> for what counts as that.</summary>
    Loopback,

    /// <summary>Whoever reaches the server: for a network where everybody is trusted, or behind a proxy that asks who it is.</summary>
    Everyone,

    Nobody,
}

/// <summary>The pages that train, evaluate and keep models. Section <c>Nmt:Workshop</c> of the configuration.</summary>
public sealed class WorkshopOptions
{
    public const string Section = "Nmt:Workshop";

    public WorkshopRule Open { get; set; } = WorkshopRule.Loopback;

    /// <summary>The folder of uploaded corpora and of evaluations, under names that the server chooses.</summary>
    [Required]
    public string Folder { get; set; } = "work/workshop";

    /// <summary>
    /// The program <c>nmt</c>: its <c>nmt.dll</c>, or an executable. Empty for the one beside the server, or that of the
    /// checkout that the server was built in.
    /// </summary>
    public string Program { get; set; } = "";

    /// <summary>The largest file that may be uploaded, and the largest bundle once unpacked, in megabytes of 1,000,000 bytes.</summary>
    [Range(1, 100_000)]
    public int UploadMegabytes { get; set; } = 512;

    /// <summary>How many corpora, and how many evaluations, may be kept; beyond it the reader deletes one first.</summary>
    [Range(1, 10_000)]
    public int Kept { get; set; } = 100;

    /// <summary>Trainings that may run at once.</summary>
    [Range(1, 64)]
    public int Trainings { get; set; } = 1;

    /// <summary>Given to every <c>nmt train</c> behind its own arguments, for example <c>--device</c>, <c>cuda</c>.</summary>
    public IList<string> TrainArguments { get; } = [];

    internal long UploadBytes => UploadMegabytes * 1_000_000L;
}
