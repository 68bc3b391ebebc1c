using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.Options;
using Microsoft.OpenApi;
using Nmt.Web.Api;
using Nmt.Web.Api.V1;
using Nmt.Web.Services;

namespace Nmt.Web.Components.Pages;

/// <summary>The API's description as a page: written on the server from the same document that programs read.</summary>
public sealed partial class ApiGuide
{
    private ApiReading? _guide;

    [Inject(Key = ApiDocument.Name)]
    private IOpenApiDocumentProvider Document { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private IOptions<ServingOptions> Serving { get; set; } = null!;

    [Inject]
    private IOptions<ApiOptions> Api { get; set; } = null!;

    private string Base => Navigation.BaseUri;

    private IEnumerable<(string What, string Limit)> Limits =>
    [
        ("Characters in a text", Number(Serving.Value.CharacterLimit)),
        ("Texts in a request", Number(Serving.Value.BatchLimit)),
        ("Alternatives", Number(Serving.Value.Alternatives)),
        ("Beam", Number(Serving.Value.BeamLimit)),
        ("Characters where attention or a trace is asked for", Number(Asking.DetailCharacterLimit)),
        ("Bytes of a file", Number(Api.Value.FileBytes)),
        ("Characters in a file", Number(Api.Value.FileCharacterLimit)),
        ("Seconds to wait and decode", Number(Serving.Value.DeadlineSeconds)),
        ("Texts a minute", Api.Value.RequestsPerMinute == 0 ? "no limit" : Number(Api.Value.RequestsPerMinute)),
    ];

    protected override async Task OnInitializedAsync()
    {
        OpenApiDocument document = await Document.GetOpenApiDocumentAsync();
        string json = await document.SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_1);
        using JsonDocument parsed = JsonDocument.Parse(json);
        _guide = ApiReading.Of(parsed.RootElement);
    }

    private static string Number(int number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
