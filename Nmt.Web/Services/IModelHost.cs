namespace Nmt.Web.Services;

/// <summary>Brings a bundle into memory. Called on the worker's thread, which owns every tensor.</summary>
internal interface IModelLoader
{
    /// <exception cref="Nmt.Model.Errors.NmtException">The bundle is missing, damaged or of another format.</exception>
    ILoadedModel Load(string folder);
}

/// <summary>Holds models for requests; <see cref="TranslationWorker"/> in the product.</summary>
internal interface IModelHost
{
    /// <summary>Loads <paramref name="folder"/> as <paramref name="id"/>, in place of what had that id before.</summary>
    Task LoadAsync(string id, string folder, CancellationToken token);

    Task UnloadAsync(string id, CancellationToken token);
}
