using System.Text.Json;
using Microsoft.Extensions.Options;
using Nmt.Model;
using Nmt.Model.Errors;
using Nmt.Model.Files;

namespace Nmt.Web.Services.Workshop;

/// <summary>
/// Changes the models folder, which <see cref="ModelLibrary"/> watches: what is put here is served, what is removed is
/// not. Each change is one rename, so that no reader sees half of a model. Members are thread-safe.
/// </summary>
internal sealed class ModelStore(
    IOptions<ServingOptions> serving, IOptions<WorkshopOptions> options, IModelHost host, IModelCatalog catalog)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, NewLine = "\n" };

    private readonly string _root = Path.GetFullPath(serving.Value.Models);
    private readonly SemaphoreSlim _changing = new(1);
    private int _uploads;

    /// <summary>The folder of an installed model; null where there is none of that id, whatever the id looks like.</summary>
    public string? FolderOf(string id) => BundleFolder.FindAll(_root).TryGetValue(id, out BundleFolder? found) ? found.Path : null;

    /// <summary>Copies a run's bundle in, over an older one of that id.</summary>
    /// <returns>The model's id.</returns>
    /// <exception cref="NmtException">The bundle is damaged.</exception>
    public Task<string> InstallAsync(string bundle, string name, CancellationToken token) => ChangeAsync(
        () =>
        {
            string id = StoredName.From(name, "model");
            RequireOwn(id);
            BundleSwitch.TurnOn(_root, id);
            AtomicFolder.Write(Path.Combine(_root, id), folder =>
            {
                foreach (string file in BundleArchive.Files)
                {
                    File.Copy(Path.Combine(bundle, file), Path.Combine(folder, file));
                }

                // A training may have replaced it in the middle: then the hashes tell.
                BundleArchive.Check(folder);
            });
            return id;
        },
        token);

    /// <summary>Takes in a zip file: checked by its hashes, then loaded once, and only then put beside the others.</summary>
    /// <returns>The model's id; a new one where its name is taken.</returns>
    /// <exception cref="NmtException">It is no whole bundle, or its weights do not fit its configuration.</exception>
    public async Task<string> UploadAsync(FileUpload upload, Action<string>? progress, CancellationToken token)
    {
        Directory.CreateDirectory(_root);
        string mark = $".upload-{Environment.ProcessId}-{Interlocked.Increment(ref _uploads)}";
        string archive = Path.Combine(_root, mark + ".zip");
        string folder = Path.Combine(_root, mark);
        long most = options.Value.UploadBytes;
        try
        {
            await upload.SaveAsync(archive, most, bytes => progress?.Invoke($"{ByteCount.Text(bytes)} of {ByteCount.Text(upload.Bytes)} are here"), token);
            progress?.Invoke("Checking its files");
            Directory.CreateDirectory(folder);
            ModelManifest manifest = await BundleArchive.UnpackAsync(archive, folder, most, token);
            progress?.Invoke("Loading it once");
            await TryAsync(mark, folder, token);
            return await ChangeAsync(() => PutIn(folder, manifest), token);
        }
        finally
        {
            File.Delete(archive);
            if (Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    /// <summary>Gives a model another name, by which people and the API know it.</summary>
    /// <returns>Its new id.</returns>
    /// <exception cref="NmtException">There is no such model, or the name is taken or empty.</exception>
    public Task<string> RenameAsync(string id, string name, CancellationToken token) => ChangeAsync(
        () =>
        {
            string folder = RequireOwn(id, mustExist: true);
            string fresh = StoredName.From(name, "");
            if (fresh.Length == 0)
            {
                throw new NmtException("A name needs a letter or a digit.");
            }

            if (fresh != id && Path.Exists(Path.Combine(_root, fresh)))
            {
                throw new NmtException($"There is a model '{fresh}' already. Choose another name, or delete that one first.");
            }

            ModelManifest manifest = ModelManifest.Read(folder) with { Name = StoredName.Shown(name.Trim()) };
            AtomicFile.Write(Path.Combine(folder, ModelManifest.FileName), stream => JsonSerializer.Serialize(stream, manifest, Json));
            if (fresh != id)
            {
                BundleSwitch.Rename(_root, id, fresh);
                Directory.Move(folder, Path.Combine(_root, fresh));
            }

            return fresh;
        },
        token);

    /// <summary>Removes a model and its files.</summary>
    /// <exception cref="NmtException">There is no such model.</exception>
    public Task DeleteAsync(string id, CancellationToken token) => ChangeAsync(
        () =>
        {
            string folder = RequireOwn(id, mustExist: true);
            string aside = Path.Combine(_root, $".{id}.{Environment.ProcessId}.deleted");
            Directory.Move(folder, aside);
            Directory.Delete(aside, recursive: true);
            BundleSwitch.TurnOn(_root, id);
            return id;
        },
        token);

    /// <summary>Brings a model into memory or takes it out; it stays so when the server is started again.</summary>
    public Task SwitchAsync(string id, bool on, CancellationToken token) => ChangeAsync(
        () =>
        {
            RequireOwn(id, mustExist: true);
            if (on)
            {
                BundleSwitch.TurnOn(_root, id);
            }
            else
            {
                BundleSwitch.TurnOff(_root, id);
            }

            return id;
        },
        token);

    private async Task<string> ChangeAsync(Func<string> change, CancellationToken token)
    {
        await _changing.WaitAsync(token);
        try
        {
            Directory.CreateDirectory(_root);
            return await Task.Run(change, token);
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new NmtException("A file of the model has gone meanwhile. Look again, and try once more.", fault);
        }
        finally
        {
            _changing.Release();
            catalog.Refresh();
        }
    }

    private string PutIn(string folder, ModelManifest manifest)
    {
        string wish = StoredName.From(manifest.Name, $"{manifest.SourceLanguage}-{manifest.TargetLanguage}");
        string id = StoredName.Free(wish, name => Path.Exists(Path.Combine(_root, name)));
        Directory.Move(folder, Path.Combine(_root, id));
        return id;
    }

    /// <summary>The worker reads what the server will read: shapes, configuration and pieces must fit each other.</summary>
    private async Task TryAsync(string id, string folder, CancellationToken token)
    {
        try
        {
            await host.LoadAsync(id, folder, token);
        }
        catch (Exception fault) when (fault is not (OperationCanceledException or UnavailableException))
        {
            string reason = fault is NmtException ? fault.Message.Replace(folder + Path.DirectorySeparatorChar, "", StringComparison.Ordinal) : "its weights cannot be read.";
            throw new NmtException($"The bundle cannot be loaded: {reason}", fault);
        }
        finally
        {
            await host.UnloadAsync(id, CancellationToken.None);
        }
    }

    /// <summary>Only folders right under the models folder are changed; where that is itself a bundle, it is let be.</summary>
    private string RequireOwn(string id, bool mustExist = false)
    {
        string? folder = FolderOf(id);
        if (folder is null && mustExist)
        {
            throw new NmtException("This model is gone.");
        }

        return folder is null || Path.GetDirectoryName(Path.GetFullPath(folder)) == Path.TrimEndingDirectorySeparator(_root)
            ? folder ?? Path.Combine(_root, id)
            : throw new NmtException("The models folder is itself a model; it can only be changed by hand.");
    }
}
