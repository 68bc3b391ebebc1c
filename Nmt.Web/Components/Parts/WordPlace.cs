namespace Nmt.Web.Components.Parts;

/// <summary>A place in a translation that other words are looked for.</summary>
/// <param name="Index">Of the word among those of the translation.</param>
/// <param name="Word">What stands there.</param>
/// <param name="Source">The source sentence that the word's sentence translates.</param>
/// <param name="Model">The <see cref="Services.InstalledModel.Id"/> of the model to ask.</param>
/// <param name="Language">The code of the translation's language.</param>
public sealed record WordPlace(int Index, TargetWord Word, string Source, string Model, string Language);
