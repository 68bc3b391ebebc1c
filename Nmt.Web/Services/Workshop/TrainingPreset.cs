namespace Nmt.Web.Services.Workshop;

/// <summary>A recipe that <c>nmt train --preset</c> knows, as the page offers it.</summary>
/// <param name="Name">What the program calls it.</param>
/// <param name="Title">For people.</param>
/// <param name="Note">What it is for.</param>
public sealed record TrainingPreset(string Name, string Title, string Note)
{
    public static readonly TrainingPreset Auto = new("auto", "By the size of the corpus", "The program picks one of the others and says why in the run's log.");

    public static IReadOnlyList<TrainingPreset> All { get; } =
    [
        Auto,
        new("pairs-5k", "About 5,000 pairs", "A small network with much dropout; minutes on two cores."),
        new("pairs-30k", "About 30,000 pairs", "About five million weights; well under an hour on two cores."),
        new("pairs-150k", "About 150,000 pairs", "Width 512; several hours on a processor, minutes on a GPU."),
        new("pairs-1m", "A million pairs and more", "Four layers of 1,024; wants a GPU."),
    ];
}
