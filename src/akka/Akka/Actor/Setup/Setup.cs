using Akka.Configuration;
using Akka.Util;

namespace Akka.Actor.Setup
{
    /// <summary>A part of what an actor system is made with, in code.</summary>
    public abstract class Setup
    {
        /// <summary>This and another one.</summary>
        public ActorSystemSetup And(Setup other) => ActorSystemSetup.Create(this, other);
    }

    /// <summary>Everything that an actor system is made with; one setup of each type.</summary>
    public sealed class ActorSystemSetup
    {
        public static readonly ActorSystemSetup Empty = new([]);

        private readonly Dictionary<Type, Setup> _setups;

        private ActorSystemSetup(Dictionary<Type, Setup> setups)
        {
            _setups = setups;
        }

        public static ActorSystemSetup Create(params Setup[] setups)
        {
            var all = new Dictionary<Type, Setup>();
            foreach (var setup in setups)
                all[setup.GetType()] = setup;
            return new ActorSystemSetup(all);
        }

        /// <summary>The setup of that type, if there is one.</summary>
        public Option<T> Get<T>()
            where T : Setup =>
            _setups.TryGetValue(typeof(T), out var setup)
                ? new Option<T>((T)setup)
                : Option<T>.None;

        /// <summary>With that setup in place of one of its type.</summary>
        public ActorSystemSetup WithSetup<T>(T setup)
            where T : Setup =>
            new(new Dictionary<Type, Setup>(_setups) { [setup.GetType()] = setup });

        public ActorSystemSetup And<T>(T setup)
            where T : Setup => WithSetup(setup);

        public override string ToString() =>
            $"ActorSystemSetup({string.Join(",", _setups.Keys.Select(t => t.FullName))})";
    }
}

namespace Akka.Actor
{
    /// <summary>What kind of references a system has. Only the local kind is here.</summary>
    public abstract class ProviderSelection
    {
        private ProviderSelection(string fqn)
        {
            Fqn = fqn;
        }

        internal string Fqn { get; }

        /// <summary>References within one process.</summary>
        public sealed class Local : ProviderSelection
        {
            public static readonly Local Instance = new();

            private Local()
                : base("Akka.Actor.LocalActorRefProvider") { }
        }
    }

    /// <summary>The configuration that a system begins with.</summary>
    public sealed class BootstrapSetup : Setup.Setup
    {
        private BootstrapSetup(
            Option<Config> config,
            Option<Config> fallback,
            Option<ProviderSelection> provider
        )
        {
            Config = config;
            ConfigFallback = fallback;
            ActorRefProvider = provider;
        }

        public Option<Config> Config { get; }

        public Option<ProviderSelection> ActorRefProvider { get; }

        internal Option<Config> ConfigFallback { get; }

        public static BootstrapSetup Create() =>
            new(Option<Config>.None, Option<Config>.None, Option<ProviderSelection>.None);

        /// <summary>With that configuration over the reference.</summary>
        public BootstrapSetup WithConfig(Config config) =>
            new(new Option<Config>(config), ConfigFallback, ActorRefProvider);

        /// <summary>With that configuration under the system's own and over the reference.</summary>
        public BootstrapSetup WithConfigFallback(Config config) =>
            new(
                Config,
                new Option<Config>(
                    ConfigFallback.HasValue ? ConfigFallback.Value.SafeWithFallback(config) : config
                ),
                ActorRefProvider
            );

        public BootstrapSetup WithActorRefProvider(ProviderSelection name) =>
            new(Config, ConfigFallback, new Option<ProviderSelection>(name));
    }
}
