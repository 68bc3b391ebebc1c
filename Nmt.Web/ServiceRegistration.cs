using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using Nmt.Web.Api;
using Nmt.Web.Api.V1;
using Nmt.Web.Services;

namespace Nmt.Web;

/// <summary>Everything that serves translations, in one place.</summary>
internal static class ServiceRegistration
{
    public const string ReadyTag = "ready";

    public static IServiceCollection AddTranslation(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<ServingOptions>()
            .Bind(configuration.GetSection(ServingOptions.Section))
            .ValidateDataAnnotations()
            .ValidateOnStart();

        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<IModelLoader, BundleLoader>();
        services.AddSingleton<TranslationQueue>();
        services.AddSingleton<TranslationWorker>();
        services.AddSingleton<IModelHost>(provider => provider.GetRequiredService<TranslationWorker>());
        services.AddHostedService(provider => provider.GetRequiredService<TranslationWorker>());
        services.AddSingleton<ModelLibrary>();
        services.AddSingleton<IModelCatalog>(provider => provider.GetRequiredService<ModelLibrary>());
        services.AddHostedService(provider => provider.GetRequiredService<ModelLibrary>());
        services.AddScoped<Caller>();
        services.AddScoped<ITranslator, QueuedTranslator>();
        services.AddSingleton<LanguageDetector>();
        services.AddSingleton<Reports>();
        services.AddSingleton<ISuggestions, Suggestions>();
        services.AddScoped<DocumentTranslator>();

        // Kestrel is the first to stop: it takes nothing more and lets what it has come to its end.
        services.AddOptions<HostOptions>().Configure<IOptions<ServingOptions>>(
            (host, serving) => host.ShutdownTimeout = TimeSpan.FromSeconds(serving.Value.ShutdownSeconds));
        return services;
    }

    public static IServiceCollection AddTranslationApi(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<ApiOptions>()
            .Bind(configuration.GetSection(ApiOptions.Section))
            .ValidateDataAnnotations()
            .ValidateOnStart();

        services.AddSingleton<ApiGate>();
        services.AddSingleton<TranslatedFiles>();
        services.AddScoped<TranslateEndpoint>();
        services.AddScoped<FileEndpoint>();
        services.AddScoped<SuggestEndpoint>();
        services.AddScoped<Asking>();
        services.AddScoped<TranslateRoutes>();
        services.AddScoped<InspectRoute>();
        services.AddScoped<ScoreRoute>();
        services.AddProblemDetails();
        services.ConfigureHttpJsonOptions(http =>
        {
            http.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
            http.SerializerOptions.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
            http.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase));
        });
        services.AddOpenApi(ApiDocument.Name, ApiDocument.Describe);
        services.AddCors(cors => cors.AddPolicy(
            LibreTranslateApi.CorsPolicy,
            policy => policy.AllowAnyOrigin().AllowAnyHeader().WithMethods("GET", "POST").WithExposedHeaders(HeaderNames.RetryAfter)));
        services.AddOptions<ForwardedHeadersOptions>().Configure<IOptions<ApiOptions>>(TrustProxies);
        services.AddHealthChecks().AddCheck<ReadyCheck>("models", tags: [ReadyTag]);
        return services;
    }

    public static IServiceCollection AddTranslationPages(this IServiceCollection services)
    {
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddScoped<CircuitConnection>();
        services.AddScoped<CircuitHandler>(provider => provider.GetRequiredService<CircuitConnection>());
        return services;
    }

    // Whoever else sends such headers lies: without a proxy that is named, none of them is believed.
    private static void TrustProxies(ForwardedHeadersOptions headers, IOptions<ApiOptions> options)
    {
        headers.KnownProxies.Clear();
        headers.KnownIPNetworks.Clear();
        headers.ForwardedHeaders = options.Value.TrustedProxies.Count == 0
            ? ForwardedHeaders.None
            : ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost;
        foreach (string proxy in options.Value.TrustedProxies)
        {
            headers.KnownProxies.Add(IPAddress.Parse(proxy));
        }
    }
}
