using System.ComponentModel.DataAnnotations;
using System.Net;

namespace Nmt.Web.Api;

/// <summary>Who may use the API and how much. Section <c>Nmt:Api</c> of the configuration.</summary>
public sealed class ApiOptions : IValidatableObject
{
    public const string Section = "Nmt:Api";

    /// <summary>Keys that clients may give; without any, the server asks for none and refuses none.</summary>
    public IList<ApiKey> Keys { get; } = [];

    /// <summary>Whether only clients with a key may translate.</summary>
    public bool KeyRequired { get; set; }

    /// <summary>Texts a minute for each client, by key or else by address; 0 for no limit.</summary>
    [Range(0, 1_000_000)]
    public int RequestsPerMinute { get; set; } = 600;

    /// <summary>The largest request body but for files, in bytes.</summary>
    [Range(1_024, 64 * 1_024 * 1_024)]
    public int BodyBytes { get; set; } = 4 * 1024 * 1024;

    /// <summary>The largest file to translate, in bytes.</summary>
    [Range(1_024, 256 * 1_024 * 1_024)]
    public int FileBytes { get; set; } = 10 * 1024 * 1024;

    /// <summary>The most text of a file, in UTF-16 units.</summary>
    [Range(1, 10_000_000)]
    public int FileCharacterLimit { get; set; } = 200_000;

    /// <summary>How long a translated file can be fetched.</summary>
    [Range(1, 1_440)]
    public int FileMinutes { get; set; } = 60;

    /// <summary>How much memory translated files may take, in bytes; beyond it all but the newest go before their time.</summary>
    [Range(1_024, 2_000_000_000)]
    public int FilesBytes { get; set; } = 128 * 1024 * 1024;

    /// <summary>What <c>/metrics</c> wants as a bearer token; empty where everyone may read it.</summary>
    public string MetricsToken { get; set; } = "";

    /// <summary>Addresses of reverse proxies whose <c>X-Forwarded-*</c> headers are believed.</summary>
    public IList<string> TrustedProxies { get; } = [];

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (KeyRequired && Keys.Count == 0)
        {
            yield return new ValidationResult("Nmt:Api:KeyRequired is set, but Nmt:Api:Keys has none.", [nameof(KeyRequired)]);
        }

        if (Keys.Any(key => key.Name.Length == 0 || key.Key.Length < ApiKey.ShortestKey || key.RequestsPerMinute < 0))
        {
            yield return new ValidationResult(
                $"Nmt:Api:Keys: each needs a Name, a Key of {ApiKey.ShortestKey} characters or more, and no negative RequestsPerMinute.",
                [nameof(Keys)]);
        }

        if (Keys.DistinctBy(key => key.Key).Count() != Keys.Count || Keys.DistinctBy(key => key.Name).Count() != Keys.Count)
        {
            yield return new ValidationResult("Nmt:Api:Keys: names and keys must differ.", [nameof(Keys)]);
        }

        foreach (string proxy in TrustedProxies.Where(proxy => !IPAddress.TryParse(proxy, out _)))
        {
            yield return new ValidationResult($"Nmt:Api:TrustedProxies: '{proxy}' is not an IP address.", [nameof(TrustedProxies)]);
        }
    }
}

/// <summary>What lets a client in.</summary>
public sealed class ApiKey
{
    internal const int ShortestKey = 16;

    /// <summary>Whose it is; logs and metrics never have the key itself.</summary>
    public string Name { get; set; } = "";

    public string Key { get; set; } = "";

    /// <summary>Texts a minute; 0 for as many as clients without a key.</summary>
    public int RequestsPerMinute { get; set; }
}
