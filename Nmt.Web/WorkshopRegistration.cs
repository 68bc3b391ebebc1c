using Nmt.Web.Services.Workshop;

namespace Nmt.Web;

/// <summary>Everything behind the pages that train, evaluate and keep models.</summary>
internal static class WorkshopRegistration
{
    public static IServiceCollection AddWorkshop(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<WorkshopOptions>()
            .Bind(configuration.GetSection(WorkshopOptions.Section))
            .ValidateDataAnnotations()
            .ValidateOnStart();

        services.AddSingleton<INmtProgram, NmtProgram>();
        services.AddSingleton<Errands>();
        services.AddSingleton<CorpusStore>();
        services.AddSingleton<TrainingRuns>();
        services.AddSingleton<ModelStore>();
        services.AddSingleton<Evaluations>();
        services.AddScoped<WorkshopAccess>();
        return services;
    }
}
