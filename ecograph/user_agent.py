"""The user agent that huggingface_hub sends."""

__all__ = ["ANSWER_ERRORS", "ensure_user_agent"]

ANSWER_ERRORS = (AttributeError, LookupError, TypeError)
"""Exceptions of huggingface_hub if an answer has another form than the Hub's."""


def ensure_user_agent() -> None:
    """Leave out of the user agent what this Hub does not let the library find out.

    huggingface_hub 2 requests a list of programs from the Hub when it first makes a
    user agent, keeps it for a day, and fails on every later request if a mirror's
    answer, such as ``[]``, is no such list. It does not request it without telemetry.
    """
    from huggingface_hub import constants
    from huggingface_hub.utils import build_hf_headers

    try:
        # Without a token, whatever fails is the user agent.
        build_hf_headers(token=False)
    except (*ANSWER_ERRORS, ValueError):
        constants.HF_HUB_DISABLE_TELEMETRY = True
