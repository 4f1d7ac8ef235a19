"""What can go wrong with Kafka: try again, or never again."""


class KafkaUnavailable(Exception):
    """The brokers did not confirm in time: nothing may be acked, try again."""


class MessageTooLarge(Exception):
    """The topic does not take a message of this size: trying again would not help."""
