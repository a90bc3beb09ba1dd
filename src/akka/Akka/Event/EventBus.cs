using Akka.Actor;

namespace Akka.Event;

/// <summary>Takes events and gives them to those who subscribed to their kind.</summary>
public abstract class EventBus<TEvent, TClassifier, TSubscriber>
    where TSubscriber : notnull
{
    public virtual bool Subscribe(TSubscriber subscriber, TClassifier classifier) => false;

    public virtual bool Unsubscribe(TSubscriber subscriber) => false;

    public virtual bool Unsubscribe(TSubscriber subscriber, TClassifier classifier) => false;

    public virtual void Publish(TEvent @event) { }

    protected abstract bool IsSubClassification(TClassifier parent, TClassifier child);

    protected abstract void Publish(TEvent @event, TSubscriber subscriber);

    protected abstract bool Classify(TEvent @event, TClassifier classifier);

    protected abstract TClassifier GetClassifier(TEvent @event);
}

/// <summary>A bus whose subscribers are actors.</summary>
public abstract class ActorEventBus<TEvent, TClassifier> : EventBus<TEvent, TClassifier, IActorRef>;
