using Microsoft.AspNetCore.Components.Server.Circuits;
using Nmt.Web.Api;
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
        services.AddSingleton<ITranslator, QueuedTranslator>();
        services.AddSingleton<LanguageDetector>();
        return services;
    }

    public static IServiceCollection AddTranslationApi(this IServiceCollection services)
    {
        services.AddSingleton<TranslateEndpoint>();
        services.AddCors(cors => cors.AddPolicy(
            LibreTranslateApi.CorsPolicy,
            policy => policy.AllowAnyOrigin().AllowAnyHeader().WithMethods("GET", "POST")));
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
}
